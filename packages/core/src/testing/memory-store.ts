import type { Row, Store } from '../ports.js';
import { takeWithin } from '../take-within.js';

/** The contract of a store, in memory. */
export function createMemoryStore(): Store {
  const rows = new Map<string, Row>();
  const values = new Map<string, unknown>();
  return {
    mode: 'memory',
    async append(added) {
      for (const { id, body } of added) rows.set(id, { id, body });
    },
    oldest: async (limit) =>
      takeWithin(
        [...rows.values()]
          .filter(({ id }) => id > (limit.after ?? ''))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
        limit.bytes,
        limit.rows,
      ),
    async take(ids) {
      return ids.filter((id) => rows.delete(id));
    },
    async remove(ids) {
      for (const id of ids) rows.delete(id);
    },
    read: async <T>(name: string) => values.get(name) as T | undefined,
    async update<T>(name: string, change: (value: T | undefined) => T) {
      const next = change(values.get(name) as T | undefined);
      values.set(name, next);
      return next;
    },
    async write(name, value) {
      values.set(name, value);
    },
    async clear() {
      rows.clear();
      values.clear();
    },
    async empty() {
      const all = [...rows.values()];
      rows.clear();
      values.clear();
      return all;
    },
  };
}
