import { timingSafeEqual } from 'node:crypto';
import { bearerOf } from '../http/bearer.js';
import { type Problem, problem } from '../problem.js';
import type { KeyStore, Scope } from './key-store.port.js';
import { hashOf, keyIdOf } from './make-key.js';

/** Who a request comes from, by its secret key. */
export interface KeyHolder {
  name: string;
  scopes: readonly Scope[];
}

/** Knows who may do what. */
export interface KeyRing {
  /**
   * Who bears a key that has one of `scopes`. Throws a `Problem`: 403 when there is no key at all, 401 when it is wrong
   * or revoked, 403 when it has other scopes.
   */
  demand(authorization: string | undefined, ...scopes: Scope[]): Promise<KeyHolder>;
}

const PATH = 'headers.authorization';
/** Name of who holds the key that the collector was started with. */
const STARTER: KeyHolder = { name: 'secret-key', scopes: ['admin'] };

const isSame = (hash: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hash), Buffer.from(other));

const off = (): Problem => {
  const cure = 'Start the collector with --secret-key, or make a key: tendril keys create --scope admin.';
  return problem(403, 'auth', PATH, 'The admin side is off: there is no secret key.', cure);
};
const wrong = (): Problem => {
  const cure = 'Send Authorization: Bearer and a key of `tendril keys create`, or that of --secret-key.';
  return problem(401, 'auth', PATH, 'The secret key is missing, wrong or revoked.', cure);
};
const otherScope = (needed: Scope[], { scopes }: KeyHolder): Problem => {
  const message = `This key has the scopes ${scopes.join(', ')}; ${needed.join(' or ')} is needed.`;
  const cure = `Make one that may: tendril keys create --scope ${needed[0]}`;
  return problem(403, 'scope', PATH, message, cure);
};

/** Keys of the store, and `secretKey`, which may do everything. */
export const createKeyRing = (keys: KeyStore, secretKey: string | undefined): KeyRing => {
  const starterHash = secretKey === undefined ? undefined : hashOf(secretKey);
  const holderOf = async (key: string): Promise<KeyHolder | undefined> => {
    const hash = hashOf(key);
    if (starterHash !== undefined && isSame(starterHash, hash)) return STARTER;
    const id = keyIdOf(key);
    const stored = id === undefined ? undefined : await keys.find(id);
    return stored && isSame(stored.hash, hash) && stored.revokedAt === undefined ? stored : undefined;
  };
  const isOff = async (): Promise<boolean> =>
    starterHash === undefined && (await keys.list()).every(({ revokedAt }) => revokedAt !== undefined);

  return {
    demand: async (authorization, ...scopes) => {
      const given = bearerOf(authorization) ?? '';
      const holder = await holderOf(given);
      if (!holder) throw (await isOff()) ? off() : wrong();
      if (holder.scopes.some((scope) => scope === 'admin' || scopes.includes(scope))) return holder;
      throw otherScope(scopes, holder);
    },
  };
};
