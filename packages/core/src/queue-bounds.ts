import { LIMITS } from '@tendril/protocol';
import type { Drops } from './drops.js';
import type { Row, Store } from './ports.js';
import type { Queue } from './queue.js';
import { messageIds } from './read-row.js';

interface Sized {
  id: string;
  events: readonly string[];
  bytes: number;
  /** Who a person is outlives what they did: these go last. */
  precious: boolean;
}

const PAGE = { rows: 200, bytes: Number.POSITIVE_INFINITY };
const PRECIOUS = /^\{"messageId":"[^"]*","type":"(?:identify|alias)"/m;

const sized = (row: Row): Sized => ({
  id: row.id,
  events: messageIds([row]),
  bytes: row.body.length,
  precious: PRECIOUS.test(row.body),
});

async function stored(store: Store): Promise<Sized[]> {
  const all: Sized[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const rows = await store.oldest({ ...PAGE, ...(after && { after }) });
    if (!rows.length) return all;
    all.push(...rows.map(sized));
  }
}

/** The rows that have to go so that the others fit: the oldest first, precious ones after all others. */
export function overflow(
  rows: readonly Sized[],
  limit: { rows: number; bytes: number } = { rows: LIMITS.queueRows, bytes: LIMITS.queueBytes },
): Sized[] {
  let count = rows.reduce((sum, { events }) => sum + events.length, 0);
  let bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const order = [...rows.filter(({ precious }) => !precious), ...rows.filter(({ precious }) => precious)];
  const gone: Sized[] = [];
  for (const row of order) {
    if (count <= limit.rows && bytes <= limit.bytes) break;
    gone.push(row);
    count -= row.events.length;
    bytes -= row.bytes;
  }
  return gone;
}

/**
 * Keeps what waits on the device within its bounds while nothing can be sent: what is stored, and what this page holds
 * because it can not be stored. Each event that goes is a counted drop.
 */
export async function keepBounds(
  store: Store,
  queue: Queue,
  drops: Drops,
  settled: (ids: readonly string[]) => void,
): Promise<void> {
  const waiting = await stored(store).then(
    (rows) => [...rows, ...queue.unsaved().map(sized)],
    () => queue.pending().map(sized),
  );
  const gone = overflow(waiting);
  if (!gone.length) return;
  const ids = gone.map(({ id }) => id);
  // Another tab may be at the same: each row that goes is counted by the one that took it.
  const held = new Set(queue.unsaved().map(({ id }) => id));
  const taken = new Set(await store.take(ids).catch(() => ids));
  settled(ids);
  const ours = gone.filter(({ id }) => taken.has(id) || held.has(id));
  for (const id of ours.flatMap(({ events }) => events)) drops.drop('queue_full', id);
}
