import { open } from 'node:fs/promises';
import type { StoredEvent } from '../../store/store.port.js';
import type { Format } from './part-writer.js';

const toLine = ({ seq, event }: StoredEvent): string => `${JSON.stringify({ seq, ...event })}\n`;

/** A line an event: the event as it is stored, with its `seq`. */
export const ndjson: Format = {
  extension: 'ndjson',
  open: async (file) => {
    const handle = await open(file, 'w');
    return {
      write: async (events) => void (await handle.write(events.map(toLine).join(''))),
      finish: async () => {
        await handle.sync();
        await handle.close();
      },
      abandon: () => handle.close(),
    };
  },
};
