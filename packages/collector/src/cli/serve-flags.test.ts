import { expect, it } from 'vitest';
import { serve } from './commands/serve.js';
import { parseFlags } from './parse-flags.js';
import { readServeFlags } from './serve-flags.js';

const read = (args: string[], env: Record<string, string> = {}) =>
  readServeFlags(parseFlags(serve, args), env);

it('prefers flags to the environment', () => {
  const env = {
    TENDRIL_WRITE_KEY: 'env, other',
    TENDRIL_SECRET_KEY: 'env-secret',
    TENDRIL_TOKEN_SECRET: 'one,k2=two',
  };
  const args = ['--write-key', 'flag', '--secret-key', 'flag-secret', '--token-secret', 'flag'];
  expect(read(args, env)).toMatchObject({
    writeKeys: ['flag'],
    secretKey: 'flag-secret',
    tokens: { secrets: [{ secret: 'flag' }] },
  });
  expect(read([], env)).toMatchObject({
    writeKeys: ['env', 'other'],
    secretKey: 'env-secret',
    port: 4317,
    tokens: { secrets: [{ secret: 'one' }, { secret: 'two', kid: 'k2' }] },
  });
});

it('reads every flag', () => {
  const args = `--port 1 --host h --data d --rules r --write-key a --write-key b --max-lag 2 --min-free 3
    --address-limit 4 --key-limit 5 --trust-proxy 1 --keep-log 6 --keep-events 9 --ip drop --quiet
    --token-key f --token-jwks https://x.test/j --token-audience t --token-issuer i
    --export e --export-format ndjson --forwarders w --billing m --stripe-secret s --stripe-secret z`;
  expect(read(args.split(/\s+/))).toEqual({
    ...{ port: 1, host: 'h', data: 'd', rules: 'r', writeKeys: ['a', 'b'], maxLag: 2, minFreeMegabytes: 3 },
    ...{ requestsPerMinute: { address: 4, key: 5 }, trustProxy: 1, keepLogDays: 6, keepEventsDays: 9 },
    ...{
      ip: 'drop',
      quiet: true,
      export: 'e',
      exportFormat: 'ndjson',
      forwarders: 'w',
      billing: 'm',
      stripeSecrets: ['s', 'z'],
    },
    tokens: { secrets: [], keyFiles: ['f'], jwksUrl: 'https://x.test/j', audience: 't', issuer: 'i' },
  });
});

it('believes no tokens where nothing is said of them', () => {
  expect(read(['--write-key', 'k'])).not.toHaveProperty('tokens');
});

it.each([
  [['--trust-proxy', '10.0.0.0/8'], ['10.0.0.0/8']],
  [
    ['--trust-proxy', '10.0.0.1', '--trust-proxy', '10.0.0.2'],
    ['10.0.0.1', '10.0.0.2'],
  ],
  [['--trust-proxy', '2'], 2],
])('reads %j', (args, trustProxy) => {
  expect(read(['--write-key', 'k', ...args])).toMatchObject({ trustProxy });
});

it.each([
  ['kid=secret', { kid: 'kid', secret: 'secret' }],
  ['c2VjcmV0=', { secret: 'c2VjcmV0=' }],
  ['c2VjcmV0cw==', { secret: 'c2VjcmV0cw==' }],
  ['kid=c2VjcmV0cw==', { kid: 'kid', secret: 'c2VjcmV0cw==' }],
])('takes %s for a secret, and for its name what is before it', (text, secret) => {
  expect(read(['--write-key', 'k', '--token-secret', text]).tokens?.secrets).toEqual([secret]);
});
