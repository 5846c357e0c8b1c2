import type { KV } from '@nats-io/kv';
import type { LogEntry, LogRecord, Position } from '../event-log.port.js';
import { fromMessage, toMessage } from '../record-message.js';

const keyOf = (position: Position): string => String(position);

/**
 * Records whose body was replaced. A message of a stream can be erased and not changed, so that what stands in its
 * place is kept in a bucket beside the stream, by position.
 */
export interface ReplacedRecords {
  get(position: Position): Promise<LogRecord | undefined>;
  set(position: Position, record: LogRecord): Promise<void>;
  /** Those after `from` and up to `upTo`, in order, at most `limit`. */
  between(from: Position, upTo: Position, limit: number): Promise<LogEntry[]>;
  trim(upTo: Position): Promise<void>;
  close(): void;
}

/** Knows which positions were replaced, also by other processes. */
export const openReplacedRecords = async (bucket: KV): Promise<ReplacedRecords> => {
  const positions = new Set<Position>();
  for await (const key of await bucket.keys()) positions.add(Number(key));
  const watch = await bucket.watch({ headers_only: true });
  const follow = async (): Promise<void> => {
    for await (const { key, operation } of watch) {
      if (operation === 'PUT') positions.add(Number(key));
      else positions.delete(Number(key));
    }
  };
  void follow();

  const get = async (position: Position): Promise<LogRecord | undefined> => {
    if (!positions.has(position)) return undefined;
    const entry = await bucket.get(keyOf(position));
    return entry?.operation === 'PUT' ? fromMessage(entry.value) : undefined;
  };
  return {
    get,
    set: async (position, record) => {
      await bucket.put(keyOf(position), toMessage(record));
      positions.add(position);
    },
    between: async (from, upTo, limit) => {
      const wanted = [...positions].filter((position) => position > from && position <= upTo);
      const first = wanted.sort((one, other) => one - other).slice(0, limit);
      const found = await Promise.all(
        first.map(async (position) => ({ position, record: await get(position) })),
      );
      return found.filter((entry): entry is LogEntry => entry.record !== undefined);
    },
    trim: async (upTo) => {
      for (const position of [...positions].filter((one) => one <= upTo)) {
        await bucket.purge(keyOf(position));
        positions.delete(position);
      }
    },
    close: () => watch.stop(),
  };
};
