/**
 * The encoder of the export: a thread of its own, because encoding some thousand rows takes longer than a request should
 * wait.
 *
 * This file is an entry, like inbox-worker.ts, and for the same reason imports packages and types alone.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { EncoderStart, FromEncoder, ToEncoder } from './export/format/parquet-messages.js';

/** Rows that are held until they are encoded. More make better columns, and need more memory. */
const GROUP_ROWS = 5000;
const GROUP_BYTES = 16 * 1024 * 1024;

const port = parentPort;
if (!port) throw new Error('parquet-worker runs as a worker thread only');
const say = (message: FromEncoder): void => port.postMessage(message);

const { file, columns } = workerData as EncoderStart;
const handle = openSync(file, 'w');
const withData = (data: unknown[][]) => columns.map((column, i) => ({ ...column, data: data[i] ?? [] }));
const nothing = (): unknown[][] => columns.map(() => []);

const bytes = new ByteWriter();
const parquet = new ParquetWriter({
  writer: bytes,
  schema: schemaFromColumnData({ columnData: withData(nothing()) }),
});
let held = nothing();
let heldBytes = 0;

/** Hands over to the file what was encoded, and begins anew: the offsets in the file count on. */
const drain = (): void => {
  for (let from = 0; from < bytes.index; ) {
    from += writeSync(handle, new Uint8Array(bytes.buffer, from, bytes.index - from));
  }
  bytes.index = 0;
};
const encode = async (): Promise<void> => {
  const rows = held[0]?.length ?? 0;
  if (rows === 0) return;
  const columnData = withData(held);
  held = nothing();
  heldBytes = 0;
  await parquet.write({ columnData, rowGroupSize: rows });
  drain();
};

const write = async ({ data, bytes }: Extract<ToEncoder, { do: 'write' }>): Promise<void> => {
  for (const [i, values] of data.entries()) for (const value of values) held[i]?.push(value);
  heldBytes += bytes;
  if ((held[0]?.length ?? 0) >= GROUP_ROWS || heldBytes >= GROUP_BYTES) await encode();
};
const finish = async (): Promise<void> => {
  await encode();
  await parquet.finish();
  drain();
  fsyncSync(handle);
  closeSync(handle);
};

port.on('message', (message: ToEncoder) => {
  (message.do === 'write' ? write(message) : finish()).then(
    () => {
      say({ did: message.do });
      if (message.do === 'finish') port.close();
    },
    (error: unknown) => say({ did: 'fail', message: error instanceof Error ? error.message : String(error) }),
  );
});
