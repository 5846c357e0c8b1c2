import { expect, it } from 'vitest';
import { runCommandLine } from './run-command-line.js';
import { readServeFlags } from './serve-flags.js';

const run = async (...args: string[]) => {
  let printed = '';
  let complained = '';
  const code = await runCommandLine(args, {
    version: '1.2.3',
    env: {},
    print: (text) => {
      printed += text;
    },
    complain: (text) => {
      complained += text;
    },
    untilStopped: async () => {},
  });
  return { code, printed, complained };
};

it.each([
  [[]],
  [['help']],
  [['--help']],
  [['help', 'serve']],
  [['serve', '--help']],
  [['serve', '--port', '1', '-h']],
])('prints help with examples for %j', async (args) => {
  const { code, printed, complained } = await run(...args);
  expect([code, complained]).toEqual([0, '']);
  expect(printed).toMatch(/Example[\s\S]*tendril serve .*--write-key/);
});

it.each([
  [['srve'], 'There is no command srve', 'serve and help'],
  [['help', 'srve'], 'There is no command srve', 'serve and help'],
  [['srve', '--help'], 'There is no command srve', 'serve and help'],
  [['serve', '--prot', '1'], "Unknown option '--prot'", '--port'],
  [['serve', 'now'], "Unexpected argument 'now'", 'tendril serve --help'],
  [['serve', '--port'], "'--port <value>' argument missing", 'tendril serve --help'],
  [['serve', '--port', 'x', '--write-key', 'k'], '--port x is not a number', '0 picks a free port'],
  [['serve', '--port', '70000', '--write-key', 'k'], '70000 is not a port', '65535'],
  [['serve'], 'No write key is given', 'TENDRIL_WRITE_KEY'],
])('refuses %j with exit code 2, what is wrong and the cure', async (args, what, cure) => {
  const { code, printed, complained } = await run(...args);
  expect([code, printed]).toEqual([2, '']);
  expect(complained).toContain(what);
  expect(complained).toContain(cure);
});

it('prefers flags to the environment', () => {
  const env = { TENDRIL_WRITE_KEY: 'env', TENDRIL_SECRET_KEY: 'env-secret' };
  const args = ['--write-key', 'flag', '--secret-key', 'flag-secret'];
  expect(readServeFlags(args, env)).toMatchObject({ writeKeys: ['flag'], secretKey: 'flag-secret' });
  expect(readServeFlags([], env)).toMatchObject({ writeKeys: ['env'], secretKey: 'env-secret', port: 4317 });
});
