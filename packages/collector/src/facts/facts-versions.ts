import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FactsReader } from './facts-reader.port.js';
import type { Viewer } from './subject.js';

const DAY_MS = 24 * 3600 * 1000;
const MARK_BYTES = 12;

/**
 * Names states of facts: `DAY.POSITION.MARK`. The day, because "active in 7 days" changes by itself. The mark is made
 * with a secret from whom the facts are about: whoever shows a version was given one by `GET /v1/facts`, with a token,
 * and may learn that there is a newer one. So a batch needs no token for that, and tells nothing to others.
 */
export interface FactsVersions {
  current(viewer: Viewer): Promise<string>;
  /** Whether `version` was made for these two. */
  isOf(version: string, viewer: Viewer): boolean;
}

/** `secret` is the same on all collectors of a store; `now` gives milliseconds since 1970. */
export const createFactsVersions = (
  reader: Pick<FactsReader, 'factsPosition'>,
  secret: string,
  now: () => number,
): FactsVersions => {
  const markOf = ({ user, account }: Viewer): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify([user ?? null, account ?? null]))
      .digest()
      .subarray(0, MARK_BYTES)
      .toString('base64url');
  return {
    current: async (viewer) => {
      const day = Math.floor(now() / DAY_MS).toString(36);
      const position = (await reader.factsPosition(viewer)).toString(36);
      return `${day}.${position}.${markOf(viewer)}`;
    },
    isOf: (version, viewer) => {
      const given = Buffer.from(version.split('.')[2] ?? '');
      const right = Buffer.from(markOf(viewer));
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
};
