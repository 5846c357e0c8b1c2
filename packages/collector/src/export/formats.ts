import { ndjson } from './format/ndjson.js';
import { parquet } from './format/parquet.js';
import type { Format } from './format/part-writer.js';

export const FORMATS = { parquet, ndjson } satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
