import { Worker } from 'node:worker_threads';
import type { StoredEvent } from '../../store/store.port.js';
import { EVENT_COLUMNS } from './event-columns.js';
import type { EncoderStart, FromEncoder, ToEncoder } from './parquet-messages.js';
import type { Format, PartWriter } from './part-writer.js';

// A build puts this code and the worker side by side. Among the sources the worker is two folders up, and TypeScript.
const WORKER = import.meta.url.endsWith('.ts') ? '../../parquet-worker.ts' : './parquet-worker.js';

const COLUMNS = EVENT_COLUMNS.map(({ name, type, nullable }) => ({ name, type, nullable }));

const toMessage = (events: readonly StoredEvent[]): ToEncoder => ({
  do: 'write',
  data: EVENT_COLUMNS.map(({ value }) => events.map(value)),
  bytes: events.reduce((sum, event) => sum + JSON.stringify(event).length, 0),
});

const startEncoder = (file: string): PartWriter => {
  const workerData: EncoderStart = { file, columns: COLUMNS };
  const worker = new Worker(new URL(WORKER, import.meta.url), { workerData });
  let broken: Error | undefined;
  let asked: { resolve(): void; reject(error: Error): void } | undefined;
  const breakDown = (error: Error): void => {
    broken ??= error;
    asked?.reject(broken);
  };
  worker.on('error', breakDown);
  worker.on('exit', () => breakDown(new Error('The encoder of the export ended.')));
  worker.on('message', (message: FromEncoder) => {
    if (message.did === 'fail') breakDown(new Error(message.message));
    else asked?.resolve();
  });
  const ask = (message: ToEncoder): Promise<void> =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      asked = { resolve, reject };
      worker.postMessage(message);
    });
  return {
    write: (events) => ask(toMessage(events)),
    finish: () => ask({ do: 'finish' }),
    abandon: async () => void (await worker.terminate()),
  };
};

/** Apache Parquet, Snappy, with the columns of `EVENT_COLUMNS`; encoded in a thread of its own. */
export const parquet: Format = {
  extension: 'parquet',
  open: async (file) => startEncoder(file),
};
