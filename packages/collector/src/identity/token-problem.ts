import { errors } from 'jose';
import { messageOf, type Problem, problem, type TokenCode, unavailable } from '../problem.js';

const PATH = 'headers.authorization';

export const tokenProblem = (code: TokenCode, message: string, cure: string, status = 401): Problem =>
  problem(status, code, PATH, message, cure);

export const noTokensHere = (): Problem =>
  tokenProblem(
    'token-key',
    'This collector believes no tokens: it has no key to check them with.',
    'Start it with --token-secret, --token-key or --token-jwks.',
    403,
  );
export const tokenMissing = (): Problem =>
  tokenProblem(
    'token-missing',
    'There is no token.',
    'Send Authorization: Bearer and a token that the host’s backend signed for this person.',
  );
export const unknownKey = (): Problem =>
  tokenProblem(
    'token-key',
    'No key of this collector fits the token’s `alg` and `kid`.',
    'Sign with HS256, RS256 or ES256 and a key that the collector was given, and name that key in `kid`.',
  );

const RETRY_SECONDS = 5;

/** The set of keys can not be had now: that says nothing about the token, which a page must not give up for it. */
export const keysUnavailable = (error: unknown): Problem => {
  const message = `The keys of tokens can not be fetched: ${messageOf(error).replace(/\.$/, '')}.`;
  const cure = 'Ask again when Retry-After says. The operator looks at the address of --token-jwks.';
  return unavailable({ code: 'unavailable', path: 'collector.tokens', message, cure }, RETRY_SECONDS);
};

const ofClaim = ({ claim, message }: errors.JWTClaimValidationFailed): Problem => {
  if (claim === 'aud') {
    const cure = 'Let the backend put the collector’s audience (--token-audience, `tendril`) into `aud`.';
    return tokenProblem('token-audience', 'The token is for another audience.', cure);
  }
  if (claim === 'iss') {
    const cure = 'Let the backend put into `iss` what --token-issuer says.';
    return tokenProblem('token-issuer', 'The token is of another issuer.', cure);
  }
  if (claim === 'nbf') {
    const cure = 'Send it later, or mend the clock of the backend.';
    return tokenProblem('token-early', 'The token does not hold yet.', cure);
  }
  const cure = 'Let the backend sign `sub` (the user id), `exp`, `aud`, and `account` where there is one.';
  return tokenProblem('token-claims', `The token can not be used: ${message}.`, cure);
};

/** What was wrong with a token, from what `jose` throws. Anything else is thrown on. */
export const toTokenProblem = (error: unknown): Problem => {
  if (error instanceof errors.JWTExpired) {
    const cure = 'Ask the host’s backend for another one.';
    return tokenProblem('token-expired', 'The token has expired.', cure);
  }
  if (error instanceof errors.JWTClaimValidationFailed) return ofClaim(error);
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    const cure = 'Let the backend sign with the key that the collector was given.';
    return tokenProblem('token-signature', 'The signature of the token is wrong.', cure);
  }
  const unknown = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSEAlgNotAllowed];
  if (unknown.some((kind) => error instanceof kind)) return unknownKey();
  // All else that `jose` says is of the token: what keys are to blame for is a `Problem` by now.
  if (error instanceof errors.JOSEError) {
    const cure = 'Send a signed JSON Web Token: three parts with dots between.';
    return tokenProblem('token-malformed', 'This is not a token.', cure);
  }
  throw error;
};
