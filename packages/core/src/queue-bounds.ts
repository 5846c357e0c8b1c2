import { LIMITS } from '@tendril/protocol';
import type { Drops } from './drops.js';
import type { Store } from './ports.js';

interface Sized {
  id: string;
  bytes: number;
  /** Who a person is outlives what they did: these go last. */
  precious: boolean;
}

const PAGE = { rows: 500, bytes: Number.POSITIVE_INFINITY };
const PRECIOUS = /^\{"type":"(?:identify|alias)"/;

async function sizes(store: Store): Promise<Sized[]> {
  const all: Sized[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const rows = await store.oldest({ ...PAGE, ...(after && { after }) });
    if (!rows.length) return all;
    for (const { id, body } of rows) all.push({ id, bytes: body.length, precious: PRECIOUS.test(body) });
  }
}

/** The rows that have to go so that the others fit: the oldest first, precious ones after all others. */
export function overflow(
  rows: readonly Sized[],
  limit: { rows: number; bytes: number } = { rows: LIMITS.queueRows, bytes: LIMITS.queueBytes },
): string[] {
  let count = rows.length;
  let bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const order = [...rows.filter(({ precious }) => !precious), ...rows.filter(({ precious }) => precious)];
  const gone: string[] = [];
  for (const row of order) {
    if (count <= limit.rows && bytes <= limit.bytes) break;
    gone.push(row.id);
    count -= 1;
    bytes -= row.bytes;
  }
  return gone;
}

/** Keeps what is stored on the device within its bounds while nothing can be sent; each row that goes is a counted drop. */
export async function keepBounds(
  store: Store,
  drops: Drops,
  settled: (ids: readonly string[]) => void,
): Promise<void> {
  const ids = overflow(await sizes(store));
  if (!ids.length) return;
  await store.remove(ids);
  settled(ids);
  for (const id of ids) drops.drop('queue_full', id);
}
