import { EVENT_TYPES } from '@tendril/protocol';
import type { RequestKind } from '../log/event-log.port.js';

/** Where events are sent: `/v1/batch` and its short name `/v1/b`, and the same for each type. */
export const INGEST_KINDS: ReadonlyMap<string, RequestKind> = new Map(
  (['batch', ...EVENT_TYPES] as const).flatMap((kind): [string, RequestKind][] => [
    [`/v1/${kind}`, kind],
    [`/v1/${kind[0]}`, kind],
  ]),
);
export const INGEST_PATHS = [...INGEST_KINDS.keys()];
