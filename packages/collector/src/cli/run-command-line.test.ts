import { describe, expect, it } from 'vitest';
import { runTendril } from '../testing/run-tendril.js';
import { COMMANDS } from './commands/index.js';
import { commandHelp } from './help.js';

describe('help', () => {
  it.each([[[]], [['help']], [['--help']], [['-h']]])('lists every command for %j', async (args) => {
    const { code, printed, complained } = await runTendril(args);
    expect([code, complained]).toEqual([0, '']);
    for (const { name, about } of COMMANDS) expect(printed).toMatch(new RegExp(`tendril ${name} +${about}`));
    expect(printed).toMatch(/Example\n {2}tendril serve .*--write-key/);
    expect(printed).toContain('Exit codes');
  });

  it.each(COMMANDS.map(({ name }) => [name]))('shows flags and examples of %s', async (name) => {
    const { code, printed } = await runTendril([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(printed).toMatch(new RegExp(`^tendril ${name}: `));
    expect(printed).toMatch(/\nFlags\n[\s\S]*--json[\s\S]*\nExamples\n/);
    expect((await runTendril(['help', ...name.split(' ')])).printed).toBe(printed);
  });

  it('lists the commands of a family', async () => {
    const { printed } = await runTendril(['help', 'rules']);
    expect(printed).toContain('tendril rules publish');
    expect(printed).not.toContain('tendril keys');
  });

  it('says where a bucket finds its keys, wherever one can be named', () => {
    const naming = COMMANDS.filter(({ flags = {} }) =>
      Object.values(flags).some(({ about }) => about.includes('s3://')),
    );
    expect(naming.map(({ name }) => name)).toEqual(['serve', 'export']);
    for (const command of naming) expect(commandHelp(command)).toContain('AWS_SECRET_ACCESS_KEY');
  });

  it('has examples that the command line takes', async () => {
    for (const { name, examples } of COMMANDS) {
      expect(examples.length).toBeGreaterThan(0);
      for (const line of examples) {
        const words = line
          .slice(line.indexOf('tendril '))
          .replace(/["']/g, '')
          .split(/[\s)]+/);
        expect(words.slice(1, 1 + name.split(' ').length).join(' ')).toBe(name);
        const flags = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
        const known = Object.keys(COMMANDS.find((command) => command.name === name)?.flags ?? {});
        expect([...known, 'json']).toEqual(expect.arrayContaining(flags));
      }
    }
  });
});

describe('a command line that is wrong', () => {
  it.each([
    [['srve'], 'There is no command srve', 'serve, rules check'],
    [['help', 'srve'], 'There is no command srve', 'serve, rules check'],
    [['srve', '--help'], 'There is no command srve', 'serve, rules check'],
    [['rules'], 'There is no command rules', 'rules check, rules explain, rules diff'],
    [['rules', 'pubish'], 'There is no command rules pubish', 'rules publish'],
    [['serve', '--prot', '1'], "Unknown option '--prot'", '--port'],
    [['serve', 'now'], "Unexpected argument 'now'", 'tendril serve --help'],
    [['serve', '--port'], "'--port <value>' argument missing", 'tendril serve --help'],
    [['serve', '--port', 'x', '--write-key', 'k'], '--port x is not a number', '0 picks a free port'],
    [['serve', '--port', '70000', '--write-key', 'k'], '70000 is not a port', '65535'],
    [['serve'], 'No write key is given', 'TENDRIL_WRITE_KEY'],
    [['serve', '--write-key', 'k', '--ip', 'all'], '--ip all is not known', 'truncate, drop, keep'],
    [['rules', 'check'], 'FILE is missing', 'tendril rules check --help'],
    [['rules', 'explain', 'r.json'], '--facts is missing', '--facts facts.json'],
    [['rules', 'explain', 'r.json', '--facts', 'f.json', '--at', 'now'], '--at now is not a time', '2026-'],
    [['rules', 'rollback', 'x'], 'x is not a version', 'rules history'],
    [['keys', 'create', '--scope', 'read'], '--name is missing', '--name ci'],
    [['keys', 'create', '--name', 'x'], '--scope is missing', 'read, rules, people, admin'],
    [['keys', 'create', '--name', 'x', '--scope', 'all'], 'There is no scope all', 'read, rules'],
    [['token'], '--user is missing', '--user u_42'],
    [['token', '--user', 'u', '--secret', 'short'], 'less than 32 bytes', '--secret'],
    [['people', 'export'], 'Nobody is named', '--user'],
    [['people', 'delete', '--user', 'u'], 'can not be undone', '--yes'],
    [['dead-letter', 'replay'], 'Give one ID, or --all', '--help'],
    [['dead-letter', 'replay', '--all', '--event', 'e.json'], '--event mends one event', 'leave --all out'],
    [['forwarders', 'replay', 'msg_1', '--forwarder', 'sales'], '--forwarder goes with --all', 'Leave one'],
    [['rules', 'history', '--url', 'nowhere'], '--url nowhere is not an address', 'http://'],
  ])('%j is refused with exit code 2, what is wrong and the cure', async (args, what, cure) => {
    const { code, printed, complained } = await runTendril(args);
    expect([code, printed]).toEqual([2, '']);
    expect(complained).toContain(what);
    expect(complained).toContain(cure);
  });

  it('is told as data with --json', async () => {
    const { code, json, complained } = await runTendril(['rules', 'check', '--json']);
    expect([code, complained]).toEqual([2, '']);
    expect(json().error).toMatchObject({
      code: 'value',
      message: expect.stringContaining('FILE is missing'),
    });
  });
});
