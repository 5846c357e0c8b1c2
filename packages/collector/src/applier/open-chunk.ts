import type { IpPolicy } from '../ingest/apply-ip-policy.js';
import { openRecord } from '../ingest/open-record.js';
import type { Aside } from '../ingest/sort-events.js';
import type { LogEntry, Position } from '../log/event-log.port.js';
import type { Chunk } from '../store/store.port.js';

/** The entries up to the first control: it acts after what came before it, and before what comes after. */
const untilControl = (entries: LogEntry[]): LogEntry[] => {
  const index = entries.findIndex(({ record }) => record.kind === 'control');
  return index < 0 ? entries : entries.slice(0, index + 1);
};

/** As many of the entries as make one chunk, `aside` left out of each, and the position that it reaches; undefined when there are none. */
export const openChunk = (
  entries: LogEntry[],
  ip: IpPolicy,
  aside?: Aside,
): { position: Position; chunk: Chunk } | undefined => {
  const taken = untilControl(entries);
  const last = taken.at(-1);
  if (!last) return undefined;
  const chunks = taken.map((entry) => openRecord(entry, ip, aside));
  const chunk = {
    events: chunks.flatMap(({ events }) => events),
    deadLetters: chunks.flatMap(({ deadLetters }) => deadLetters),
    controls: chunks.flatMap(({ controls }) => controls),
  };
  return { position: last.position, chunk };
};
