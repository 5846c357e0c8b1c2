import type { Row, Store } from '../ports.js';

export const rowOf = (id: string): Row => ({ id, body: JSON.stringify({ type: 'track', messageId: id }) });

/** Puts `count` rows into a store, named `r00`, `r01` …; returns their ids. */
export async function fillStore(store: Store, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `r${String(n).padStart(2, '0')}`);
  await store.append(ids.map(rowOf));
  return ids;
}
