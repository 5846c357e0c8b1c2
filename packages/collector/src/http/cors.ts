import type { FastifyInstance } from 'fastify';

/** Pages of any origin may send and read: the write key is public. No cookies are involved. */
export const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  // Without this a page can not read them. The date tells a wrong clock of the page from a right one.
  'access-control-expose-headers': 'Retry-After, ETag, Date',
} as const;

const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  // Segment's browser library sends both Authorization and application/json.
  'access-control-allow-headers':
    'Authorization, Content-Type, Content-Encoding, If-None-Match, Last-Event-ID',
  'access-control-max-age': '86400',
} as const;

/** Answers preflights for `paths`. */
export const answerPreflights = (scope: FastifyInstance, paths: string[]): void => {
  for (const path of paths) {
    scope.options(path, async (_request, reply) => reply.code(204).headers(PREFLIGHT_HEADERS).send());
  }
};
