import type { FastifyRequest } from 'fastify';
import type { KeyHolder } from '../keys/key-ring.js';
import type { Scope } from '../keys/key-store.port.js';
import type { RouteContext } from './context.js';

const holders = new WeakMap<FastifyRequest, KeyHolder>();

/**
 * A hook that lets nobody pass without a secret key of one of these scopes. Who is refused counts against the limit of
 * addresses, so that keys are not tried out; who has a key may ask as often as an export or a replay needs.
 */
export const demandScope =
  ({ keyRing, limits }: RouteContext, ...scopes: Scope[]) =>
  async (request: FastifyRequest): Promise<void> => {
    try {
      holders.set(request, await keyRing.demand(request.headers.authorization, ...scopes));
    } catch (refusal) {
      await limits.byAddress(request.ip);
      throw refusal;
    }
  };

/** Name of the key that a request came with. Needs the hook. */
export const authorOf = (request: FastifyRequest): string => holders.get(request)?.name ?? 'unknown';
