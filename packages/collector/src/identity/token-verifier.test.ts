import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, SignJWT } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import type { TokenCode } from '../problem.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { TOKEN_SECRET, tokenFor } from '../testing/tokens.js';
import type { TokenOptions } from './token-options.js';
import { createTokenVerifier } from './token-verifier.js';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');
const SECONDS = NOW / 1000;
const verifier = (options: TokenOptions = { secrets: [{ secret: TOKEN_SECRET }] }, at = NOW) =>
  createTokenVerifier(options, () => at);

/** A token with any claims and header, signed with any key. */
const sign = (
  claims: Record<string, unknown>,
  key: KeyObject | Uint8Array = Buffer.from(TOKEN_SECRET),
  header = { alg: 'HS256' },
): Promise<string> =>
  new SignJWT({ sub: 'u_1', aud: 'tendril', exp: SECONDS + 60, ...claims })
    .setProtectedHeader(header)
    .sign(key);

it('believes what the backend signed, for the person and the account that it names', async () => {
  const { verify } = await verifier();
  expect(await verify(await tokenFor({}, NOW))).toEqual({
    user: 'u_1',
    account: 'acct_7',
    believedUntil: NOW + 3660_000,
  });
  expect(await verify(await sign({}))).toEqual({ user: 'u_1', believedUntil: NOW + 120_000 });
});

const REFUSED: [code: TokenCode, token: () => Promise<string | undefined>][] = [
  ['token-missing', async () => undefined],
  ['token-missing', async () => ''],
  ['token-malformed', async () => 'x'],
  ['token-malformed', async () => 'a.b.c'],
  ['token-malformed', async () => `${await sign({})}.more`],
  ['token-signature', () => sign({}, Buffer.from('another secret, which is as long as it must be'))],
  ['token-signature', async () => (await sign({})).replace(/\.[^.]+\./, `.${btoa('{"sub":"u_2"}')}.`)],
  ['token-expired', () => sign({ exp: SECONDS - 61 })],
  ['token-early', () => sign({ nbf: SECONDS + 61 })],
  ['token-audience', () => sign({ aud: 'other' })],
  ['token-audience', () => sign({ aud: undefined })],
  ['token-claims', () => sign({ exp: undefined })],
  ['token-claims', () => sign({ sub: undefined })],
  ['token-claims', () => sign({ sub: '' })],
  ['token-claims', () => sign({ account: 7 })],
  ['token-claims', () => sign({ sub: 'x'.repeat(101) })],
  ['token-key', () => sign({}, Buffer.alloc(64, 1), { alg: 'HS512' })],
  // A header that asks for an extension which nobody here knows.
  [
    'token-malformed',
    async () => `${btoa('{"alg":"HS256","crit":["x"],"x":1}')}.${btoa('{"sub":"u_1"}')}.AAAA`,
  ],
];

it.each(REFUSED)('refuses with %s', async (code, token) => {
  const { verify } = await verifier();
  await expect(verify(await token())).rejects.toMatchObject({
    status: 401,
    issues: [
      {
        code,
        path: 'headers.authorization',
        message: expect.any(String),
        cure: expect.stringMatching(/\w{4}/),
      },
    ],
  });
});

it('refuses a token that is not signed at all', async () => {
  const { verify } = await verifier();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'none' })}.${part({ sub: 'u_1', aud: 'tendril', exp: SECONDS + 60 })}.`;
  await expect(verify(token)).rejects.toMatchObject({ status: 401 });
});

it('lets clocks be a minute apart, and no more; the leeway can be chosen', async () => {
  const token = await sign({ exp: SECONDS - 59, nbf: SECONDS - 100 });
  expect(await (await verifier()).verify(token)).toMatchObject({ user: 'u_1' });
  const strict = await verifier({ secrets: [{ secret: TOKEN_SECRET }], leewaySeconds: 0 });
  await expect(strict.verify(token)).rejects.toMatchObject({ issues: [{ code: 'token-expired' }] });
});

it('looks at audience and issuer as it is told', async () => {
  const { verify } = await verifier({
    secrets: [{ secret: TOKEN_SECRET }],
    audience: 'acme',
    issuer: 'https://acme.test',
  });
  expect(await verify(await sign({ aud: ['x', 'acme'], iss: 'https://acme.test' }))).toMatchObject({
    user: 'u_1',
  });
  await expect(verify(await sign({ aud: 'acme', iss: 'other' }))).rejects.toMatchObject({
    issues: [{ code: 'token-issuer' }],
  });
});

it('believes old and new secrets while they are changed, by kid or by trying', async () => {
  const next = 'the next secret, also long enough for it';
  const { verify } = await verifier({
    secrets: [
      { secret: TOKEN_SECRET, kid: '2025' },
      { secret: next, kid: '2026' },
    ],
  });
  for (const secret of [TOKEN_SECRET, next]) {
    expect(await verify(await tokenFor({ secret }, NOW))).toMatchObject({ user: 'u_1' });
  }
  expect(await verify(await tokenFor({ secret: next, kid: '2026' }, NOW))).toMatchObject({ user: 'u_1' });
  await expect(verify(await tokenFor({ secret: next, kid: '2025' }, NOW))).rejects.toMatchObject({
    issues: [{ code: 'token-signature' }],
  });
  await expect(verify(await tokenFor({ kid: '2024' }, NOW))).rejects.toMatchObject({
    issues: [{ code: 'token-key' }],
  });
});

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const fileOf = (content: string): string => {
  const file = join(temporaryDirectory(), 'key');
  writeFileSync(file, content);
  return file;
};
const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

it.each([
  ['RS256', rsa],
  ['ES256', ec],
])('believes %s by a public key in a file, as PEM, as a key and as a set of keys', async (alg, create) => {
  const { publicKey, privateKey } = create();
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1' };
  for (const content of [pem(publicKey), JSON.stringify(jwk), JSON.stringify({ keys: [jwk] })]) {
    const { verify } = await verifier({ keyFiles: [fileOf(content)] });
    expect(await verify(await sign({}, privateKey, { alg }))).toMatchObject({ user: 'u_1' });
    await expect(verify(await sign({}, create().privateKey, { alg }))).rejects.toMatchObject({
      issues: [{ code: 'token-signature' }],
    });
  }
});

it('does not take a public key for a shared secret', async () => {
  const { publicKey } = rsa();
  const { verify } = await verifier({ keyFiles: [fileOf(pem(publicKey))] });
  await expect(verify(await sign({}, Buffer.from(pem(publicKey))))).rejects.toMatchObject({
    issues: [{ code: 'token-key' }],
  });
});

it('fetches a set of keys from its address, and knows a key that it does not hold', async () => {
  const { publicKey, privateKey } = ec();
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] };
  const server = createServer((_request, response) => response.end(JSON.stringify(jwks)));
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const { verify } = await verifier({ jwksUrl: `http://127.0.0.1:${port}/jwks.json` });
  const named = (kid: string) => sign({}, privateKey, { alg: 'ES256', kid } as never);
  expect(await verify(await named('k1'))).toMatchObject({ user: 'u_1' });
  await expect(verify(await named('k2'))).rejects.toMatchObject({ issues: [{ code: 'token-key' }] });
});

it('answers 403 with the flag when no tokens are believed', async () => {
  const { verify } = await createTokenVerifier(undefined, () => NOW);
  await expect(verify(await sign({}))).rejects.toMatchObject({
    status: 403,
    issues: [{ code: 'token-key', cure: expect.stringContaining('--token-secret') }],
  });
});

it.each([
  ['--token-secret', { secrets: [{ secret: 'short' }] }],
  ['--token-key', { keyFiles: ['/missing/key.pem'] }],
  ['--token-jwks', { jwksUrl: 'not an address' }],
])('refuses keys that can not work and names %s', async (path, options) => {
  await expect(verifier(options)).rejects.toMatchObject({
    issue: { path, cure: expect.stringMatching(/\w{4}/) },
  });
});

it.each([
  ['nonsense', 'nonsense'],
  ['a curve that ES256 does not use', pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey)],
])('refuses a key file that holds %s', async (_name, content) => {
  await expect(verifier({ keyFiles: [fileOf(content)] })).rejects.toMatchObject({
    issue: { path: '--token-key' },
  });
});

/** A server of keys that answers with `status`, and the address of it. */
const keyServer = async (keys: object[], status = 200): Promise<string> => {
  const server = createServer((_request, reply) => {
    reply.statusCode = status;
    reply.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
};

it('says that keys can not be had, and nothing against the token, while their server is in trouble', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const token = await sign({}, privateKey, { alg: 'RS256' });
  // Nobody listens at the first.
  for (const jwksUrl of ['http://127.0.0.1:9/jwks.json', await keyServer([], 500)]) {
    const { verify } = await verifier({ jwksUrl });
    await expect(verify(token)).rejects.toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      issues: [{ code: 'unavailable', path: 'collector.tokens' }],
    });
  }
});

it('asks for a kid where a set has more than one key that fits', async () => {
  const pairs = ['2025', '2026'].map((kid) => ({
    kid,
    ...generateKeyPairSync('rsa', { modulusLength: 2048 }),
  }));
  const keys = await Promise.all(
    pairs.map(async ({ kid, publicKey }) => ({ kid, ...(await exportJWK(publicKey)) })),
  );
  const { verify } = await verifier({ jwksUrl: await keyServer(keys) });
  const signed = (header: object) => sign({}, pairs[0]!.privateKey, { alg: 'RS256', ...header });
  expect(await verify(await signed({ kid: '2025' }))).toMatchObject({ user: 'u_1' });
  await expect(verify(await signed({}))).rejects.toMatchObject({
    status: 401,
    issues: [{ code: 'token-key' }],
  });
});
