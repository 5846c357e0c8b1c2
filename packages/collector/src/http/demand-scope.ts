import type { FastifyRequest } from 'fastify';
import type { KeyHolder } from '../keys/key-ring.js';
import type { Scope } from '../keys/key-store.port.js';
import type { RouteContext } from './context.js';

const holders = new WeakMap<FastifyRequest, KeyHolder>();

/** A hook that lets nobody pass without a secret key of one of these scopes. */
export const demandScope =
  ({ keyRing }: RouteContext, ...scopes: Scope[]) =>
  async (request: FastifyRequest): Promise<void> => {
    holders.set(request, await keyRing.demand(request.headers.authorization, ...scopes));
  };

/** Name of the key that a request came with. Needs the hook. */
export const authorOf = (request: FastifyRequest): string => holders.get(request)?.name ?? 'unknown';
