/** Which tokens of the host's backend are believed. */
export interface TokenOptions {
  /** Shared secrets for HS256, of at least 32 bytes; more than one while they are changed. */
  secrets?: { secret: string; kid?: string }[];
  /** Files of public keys for RS256 and ES256: PEM, or JSON with a key or a set of keys. */
  keyFiles?: string[];
  /** Address of the set of public keys (JWKS), which is fetched again when a token names a key that is not in it. */
  jwksUrl?: string;
  /** What `aud` must name. Default `tendril`. */
  audience?: string;
  /** What `iss` must be. Default: it is not looked at. */
  issuer?: string;
  /** How far the clocks may be apart. Default 60. */
  leewaySeconds?: number;
}

export const TOKEN_DEFAULTS = { audience: 'tendril', leewaySeconds: 60 } as const;
/** As many bits as the hash of HS256 has. */
export const SECRET_BYTES = 32;
