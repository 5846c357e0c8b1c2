import { expect, it } from 'vitest';
import { connectToOneOf } from './connect-to-one-of.js';
import { createHosts } from './hosts.js';

/** Servers of which `writable` takes writes. Connecting to another one gives it up. */
const start = (urls: string[], writable?: string) => {
  const hosts = createHosts(urls);
  const asked: string[] = [];
  const connect = async (): Promise<string> => {
    const url = hosts.url();
    asked.push(url);
    if (url === writable) return url;
    hosts.giveUp(url);
    throw new Error(`${url} takes no writes`);
  };
  return { hosts, asked, connect: () => connectToOneOf(hosts, connect) };
};

it('asks one after the other, and begins with the right one from then on', async () => {
  const { asked, connect } = start(['a', 'b', 'c'], 'c');
  expect([await connect(), await connect()]).toEqual(['c', 'c']);
  expect(asked).toEqual(['a', 'b', 'c', 'c']);
});

it('asks each once, and says what the last one said', async () => {
  const { asked, connect } = start(['a', 'b']);
  await expect(connect()).rejects.toThrow('b takes no writes');
  expect(asked).toEqual(['a', 'b']);
});

it('does not ask again when the server is not to blame', async () => {
  const hosts = createHosts(['a', 'b']);
  let tries = 0;
  const refused = connectToOneOf(hosts, async () => {
    tries += 1;
    throw new Error('password authentication failed');
  });
  await expect(refused).rejects.toThrow('password');
  expect(tries).toBe(1);
});
