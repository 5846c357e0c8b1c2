import { type FileHandle, open } from 'node:fs/promises';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { StoredEvent } from '../../store/store.port.js';
import { EVENT_COLUMNS } from './event-columns.js';
import type { Format, PartWriter } from './part-writer.js';

/** Rows that are held until they are encoded. More make better columns, and need more memory. */
const GROUP_ROWS = 5000;
const GROUP_BYTES = 16 * 1024 * 1024;

const columnsOf = (events: readonly StoredEvent[]) =>
  EVENT_COLUMNS.map(({ name, type, nullable, value }) => ({ name, type, nullable, data: events.map(value) }));

/** Hands over to the file what was encoded, and begins anew: the offsets in the file count on. */
const drain = async (writer: ByteWriter, handle: FileHandle): Promise<void> => {
  if (writer.index > 0) await handle.write(new Uint8Array(writer.buffer, 0, writer.index));
  writer.index = 0;
};

const createWriter = (handle: FileHandle): PartWriter => {
  const bytes = new ByteWriter();
  const parquet = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: columnsOf([]) }),
  });
  let held: StoredEvent[] = [];
  let heldBytes = 0;

  const flush = async (): Promise<void> => {
    if (held.length === 0) return;
    const columnData = columnsOf(held);
    held = [];
    heldBytes = 0;
    await parquet.write({ columnData, rowGroupSize: GROUP_ROWS });
    await drain(bytes, handle);
  };
  return {
    write: async (events) => {
      for (const event of events) {
        held.push(event);
        heldBytes += JSON.stringify(event).length;
        if (held.length >= GROUP_ROWS || heldBytes >= GROUP_BYTES) await flush();
      }
    },
    finish: async () => {
      await flush();
      await parquet.finish();
      await drain(bytes, handle);
      await handle.sync();
      await handle.close();
    },
  };
};

/** Apache Parquet, Snappy, with the columns of `EVENT_COLUMNS`. */
export const parquet: Format = {
  extension: 'parquet',
  open: async (file) => createWriter(await open(file, 'w')),
};
