import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredEvent } from '../store/store.port.js';
import type { Day } from './day.js';
import type { Destination } from './destination/destination.js';
import { type EventSource, eventsOfDay } from './events-of-day.js';
import type { PartWriter } from './format/part-writer.js';
import { FORMATS, type FormatName } from './formats.js';

export interface ExportPart {
  name: string;
  rows: number;
  bytes: number;
}

/** What `_manifest.json` beside the parts of a day says. It is written last: with it the day is whole. */
export interface Manifest {
  day: Day;
  format: FormatName;
  rows: number;
  parts: ExportPart[];
}

export interface DayExport {
  source: EventSource;
  destination: Destination;
  day: Day;
  format: FormatName;
  /** Told the time of receipt of the newest event that was written, ISO 8601. */
  onProgress?: (receivedAt: string) => void;
  /** Rows of a part. Default 100 000, and any number that comes to 64 MB. */
  partRows?: number;
}

const PART_ROWS = 100_000;
const PART_BYTES = 64 * 1024 * 1024;

/** In the form by which query engines know partitions. They pass over names that begin with `_`. */
const folderOf = (day: Day): string => `day=${day}`;
const manifestOf = (day: Day): string => `${folderOf(day)}/_manifest.json`;
/** The manifest of before, while a day is written anew. */
const earlierOf = (day: Day): string => `${folderOf(day)}/_earlier.json`;

const readOne = async (destination: Destination, path: string): Promise<Manifest | undefined> => {
  const text = await destination.read(path);
  return text === undefined ? undefined : (JSON.parse(text) as Manifest);
};

/** What was exported of a day; undefined when it was not, or not to its end. */
export const readManifest = (destination: Destination, day: Day): Promise<Manifest | undefined> =>
  readOne(destination, manifestOf(day));

/** What was exported of a day, also where it was then begun anew and not ended. */
export const readExported = async (destination: Destination, day: Day): Promise<Manifest | undefined> =>
  (await readManifest(destination, day)) ?? (await readOne(destination, earlierOf(day)));

/** Cuts a day into files and puts each in its place. */
const createParts = ({ destination, day, format, partRows = PART_ROWS }: DayExport, directory: string) => {
  const parts: ExportPart[] = [];
  let open: { writer: PartWriter; name: string; file: string; rows: number; bytes: number } | undefined;

  const begin = async () => {
    const name = `part-${String(parts.length).padStart(4, '0')}.${FORMATS[format].extension}`;
    const file = join(directory, name);
    return { writer: await FORMATS[format].open(file), name, file, rows: 0, bytes: 0 };
  };
  const end = async (): Promise<void> => {
    if (!open) return;
    const { writer, name, file, rows } = open;
    await writer.finish();
    open = undefined;
    parts.push({ name, rows, bytes: (await stat(file)).size });
    await destination.put(`${folderOf(day)}/${name}`, file);
    // Where it was copied.
    await rm(file, { force: true });
  };
  return {
    parts,
    end,
    abandon: async (): Promise<void> => open?.writer.abandon(),
    add: async (events: readonly StoredEvent[]): Promise<void> => {
      open ??= await begin();
      await open.writer.write(events);
      open.rows += events.length;
      open.bytes += events.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
      if (open.rows >= partRows || open.bytes >= PART_BYTES) await end();
    },
  };
};

const writeParts = async (asked: DayExport, directory: string): Promise<Manifest> => {
  const { source, day, format, onProgress } = asked;
  const parts = createParts(asked, directory);
  try {
    for await (const page of eventsOfDay(source, day)) {
      await parts.add(page);
      onProgress?.(page.at(-1)?.receivedAt ?? '');
    }
    await parts.end();
  } catch (error) {
    await parts.abandon();
    throw error;
  }
  return { day, format, rows: parts.parts.reduce((sum, { rows }) => sum + rows, 0), parts: parts.parts };
};

/**
 * Exports the events that were received on one day, a file after the other, and the manifest last. Done again, it comes
 * to the same files; those of an earlier run that are no more go.
 */
export const exportDay = async (asked: DayExport): Promise<Manifest> => {
  const { destination, day } = asked;
  const directory = await destination.workDirectory();
  try {
    const put = async (path: string, manifest: Manifest): Promise<void> => {
      const file = join(directory, '_manifest.json');
      await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
      await destination.put(path, file);
    };
    const before = await readExported(destination, day);
    if (before) await put(earlierOf(day), before);
    // Half of a new day and half of an old one is no day.
    await destination.remove(manifestOf(day));
    const manifest = await writeParts(asked, directory);
    const names = manifest.parts.map(({ name }) => name);
    const surplus = (before?.parts ?? []).filter(({ name }) => !names.includes(name));
    for (const { name } of surplus) await destination.remove(`${folderOf(day)}/${name}`);
    await put(manifestOf(day), manifest);
    if (before) await destination.remove(earlierOf(day));
    return manifest;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
