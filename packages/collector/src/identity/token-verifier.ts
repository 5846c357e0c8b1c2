import { LIMITS } from '@tendril/protocol';
import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Viewer } from '../facts/subject.js';
import { Problem } from '../problem.js';
import { loadTokenKeys, type TokenKeys } from './token-keys.js';
import { TOKEN_DEFAULTS, type TokenOptions } from './token-options.js';
import { noTokensHere, tokenMissing, tokenProblem, toTokenProblem, unknownKey } from './token-problem.js';

/** Whom a token was signed for. `account` is absent where the token names none. */
export interface TokenHolder extends Viewer {
  user: string;
  /** When the token expires, and the leeway after that. Milliseconds since 1970. */
  believedUntil: number;
}

/** Believes what the host's backend signed. */
export interface TokenVerifier {
  /** Throws a `Problem` (401, or 403 when no tokens are believed here). */
  verify(token: string | undefined): Promise<TokenHolder>;
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LIMITS.idChars;

const toHolder = ({ sub, account, exp }: JWTPayload, leewaySeconds: number): TokenHolder => {
  if (!isId(sub) || (account !== undefined && !isId(account))) {
    const cure = `Let the backend sign texts of 1 to ${LIMITS.idChars} characters.`;
    throw tokenProblem('token-claims', '`sub` or `account` of the token is not an id.', cure);
  }
  const believedUntil = (Number(exp) + leewaySeconds) * 1000;
  return { user: sub, ...(account !== undefined && { account }), believedUntil };
};

const checkSignature = async (
  token: string,
  keys: TokenKeys,
  options: JWTVerifyOptions,
): Promise<JWTPayload> => {
  const header = decodeProtectedHeader(token);
  let failure: unknown;
  for (const { key, algorithm } of keys.candidates(header as never)) {
    try {
      return (await jwtVerify(token, key, { ...options, algorithms: [algorithm] })).payload;
    } catch (error) {
      // Another of the keys may be the right one. Anything else says that the key was right.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      failure = error;
    }
  }
  if (keys.remote) {
    return (await jwtVerify(token, keys.remote, { ...options, algorithms: ['RS256', 'ES256'] })).payload;
  }
  throw failure ?? unknownKey();
};

const decoded = (token: string, work: () => Promise<JWTPayload>): Promise<JWTPayload> =>
  // A token of parts that are no JSON makes a TypeError in the decoder.
  work().catch((error: unknown) => {
    throw error instanceof TypeError ? new errors.JWTInvalid(`no token: ${token.length} characters`) : error;
  });

/** Loads the keys; `now` gives milliseconds since 1970. Throws a `SetupError` when a key can not be used. */
export const createTokenVerifier = async (
  options: TokenOptions | undefined,
  now: () => number,
): Promise<TokenVerifier> => {
  if (options === undefined) {
    return { verify: async () => Promise.reject(noTokensHere()) };
  }
  const keys = await loadTokenKeys(options);
  const { audience, leewaySeconds, issuer } = { ...TOKEN_DEFAULTS, ...options };
  return {
    verify: async (token) => {
      if (token === undefined || token === '') throw tokenMissing();
      try {
        const claims = await decoded(token, () =>
          checkSignature(token, keys, {
            audience,
            clockTolerance: leewaySeconds,
            requiredClaims: ['sub', 'exp'],
            currentDate: new Date(now()),
            ...(issuer !== undefined && { issuer }),
          }),
        );
        return toHolder(claims, leewaySeconds);
      } catch (error) {
        if (error instanceof Problem) throw error;
        throw toTokenProblem(error);
      }
    },
  };
};
