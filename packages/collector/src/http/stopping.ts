import { Problem } from '../problem.js';

/** What is told to who comes while the collector stops: 503, and to come again on another connection. */
export const stopping = (): Problem =>
  new Problem(
    503,
    [
      {
        code: 'unavailable',
        path: 'collector',
        message: 'The collector is stopping.',
        cure: 'Send it again when Retry-After says: another one takes it, or this one when it is back.',
      },
    ],
    { 'retry-after': '1', connection: 'close' },
  );
