import { expect, it } from 'vitest';
import { startReceiver } from '../../testing/receiver.js';
import { isPrivateAddress, publicLookup } from './address-guard.js';
import { post } from './post.js';

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd12::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
])('knows %s for private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

it.each(['1.1.1.1', '172.32.0.1', '192.169.0.1', '11.0.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
  'knows %s for public',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);

/** A name that resolves to this machine without saying so. */
const request = (port: number, mayBePrivate: boolean) => ({
  url: new URL(`http://localhost:${port}/`),
  headers: {},
  body: '{}',
  timeoutMs: 2000,
  mayBePrivate,
});

it('does not connect to a name that is at a private address, unless that is allowed', async () => {
  const { port, requests } = await startReceiver();
  const { signal } = new AbortController();
  await expect(post(request(port, false), signal)).rejects.toThrow(/localhost is at .*private.*allowPrivate/);
  expect(requests).toEqual([]);
  expect(await post(request(port, true), signal)).toMatchObject({ status: 200 });
});

it('says so when a name has no address', async () => {
  const looked = new Promise((resolve) => publicLookup('none.invalid', {}, (error) => resolve(error)));
  expect(await looked).toBeInstanceOf(Error);
});

it('reads no more of an answer than it needs', async () => {
  const endless = await startReceiver((reply) => {
    reply.writeHead(500);
    const more = (): boolean => !reply.destroyed && reply.write('x'.repeat(1000), more as never);
    more();
  });
  const { text } = await post(request(endless.port, true), new AbortController().signal);
  expect(text).toBe('x'.repeat(500));
});
