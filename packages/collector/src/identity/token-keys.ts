import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRemoteJWKSet, errors, type JWK, type JWTHeaderParameters, type JWTVerifyGetKey } from 'jose';
import { messageOf, SetupError } from '../problem.js';
import { SECRET_BYTES, type TokenOptions } from './token-options.js';
import { keysUnavailable } from './token-problem.js';

/** A key that tokens may be signed with. A token that names another `kid` is not tried with it. */
export interface TokenKey {
  kid?: string;
  algorithm: 'HS256' | 'RS256' | 'ES256';
  key: KeyObject;
}

/** Finds the keys of a token. */
export interface TokenKeys {
  /** Those that may have signed it; there is more than one while keys are changed and tokens name none. */
  candidates(header: JWTHeaderParameters): TokenKey[];
  /** The set of keys behind an address, where there is one. */
  remote?: JWTVerifyGetKey;
}

const refuse = (path: string, message: string, cure: string): SetupError =>
  new SetupError({ code: 'value', path, message, cure });

const fromSecret = ({ secret, kid }: { secret: string; kid?: string }): TokenKey => {
  const bytes = Buffer.from(secret);
  if (bytes.length < SECRET_BYTES) {
    const cure = 'Make one: openssl rand -base64 32. The host’s backend signs with the same text.';
    throw refuse('--token-secret', `A token secret has less than ${SECRET_BYTES} bytes.`, cure);
  }
  return { algorithm: 'HS256', key: createSecretKey(bytes), ...(kid !== undefined && { kid }) };
};

const algorithmOf = (key: KeyObject, file: string): 'RS256' | 'ES256' => {
  if (key.asymmetricKeyType === 'rsa') return 'RS256';
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  throw refuse('--token-key', `${file} holds a key that is neither RSA nor EC P-256.`, 'Use RS256 or ES256.');
};

const fromJwk = (jwk: JWK, file: string): TokenKey => {
  const key = createPublicKey({ key: jwk as never, format: 'jwk' });
  return { algorithm: algorithmOf(key, file), key, ...(jwk.kid !== undefined && { kid: jwk.kid }) };
};

const parse = (text: string, file: string): TokenKey[] => {
  if (!text.trimStart().startsWith('{')) {
    const key = createPublicKey(text);
    return [{ algorithm: algorithmOf(key, file), key }];
  }
  const json = JSON.parse(text) as JWK & { keys?: JWK[] };
  return (json.keys ?? [json]).map((jwk) => fromJwk(jwk, file));
};

const fromFile = async (file: string): Promise<TokenKey[]> => {
  try {
    return parse(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const cure = 'Name a file with a public key: PEM, or JSON Web Key (or a set of them).';
    throw refuse('--token-key', `${file} can not be used: ${messageOf(error)}.`, cure);
  }
};

/** What is wrong with the token, and not with the set or the way to it. */
const OF_TOKEN = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

const remoteSet = (url: string): JWTVerifyGetKey => {
  if (URL.canParse(url)) {
    const find = createRemoteJWKSet(new URL(url));
    return (header, token) =>
      find(header, token).catch((error: unknown) => {
        throw OF_TOKEN.some((kind) => error instanceof kind) ? error : keysUnavailable(error);
      });
  }
  throw refuse(
    '--token-jwks',
    `${url} is not an address.`,
    'Give one like https://auth.example.com/jwks.json',
  );
};

/** Reads all keys. Throws a `SetupError`. */
export const loadTokenKeys = async ({
  secrets = [],
  keyFiles = [],
  jwksUrl,
}: TokenOptions): Promise<TokenKeys> => {
  const keys = [...secrets.map(fromSecret), ...(await Promise.all(keyFiles.map(fromFile))).flat()];
  return {
    candidates: ({ alg, kid }) =>
      keys.filter(
        (key) => key.algorithm === alg && (kid === undefined || key.kid === undefined || key.kid === kid),
      ),
    ...(jwksUrl !== undefined && { remote: remoteSet(jwksUrl) }),
  };
};
