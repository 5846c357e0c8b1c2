import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';

/** How many proxies in front are trusted, or which; none by default. */
export type TrustedProxies = number | string[] | undefined;

type Trust = (address: string, hop: number) => boolean;

/** As Fastify takes it. A number counts the proxies in front; the nearest is hop 0. */
export const trustOf = (proxies: TrustedProxies = 0): false | string[] | Trust => {
  if (typeof proxies !== 'number') return proxies;
  return proxies > 0 && ((_address, hop) => hop < proxies);
};

/** Reads whose request it is, as Fastify does: the sender's address, or the one that a trusted proxy names. */
export const addressReader = (proxies: TrustedProxies): ((request: IncomingMessage) => string) => {
  const trust = trustOf(proxies);
  if (trust === false) return ({ socket }) => socket.remoteAddress ?? '';
  const isTrusted = typeof trust === 'function' ? trust : proxyAddress.compile(trust);
  return (request) => proxyAddress(request, isTrusted);
};
