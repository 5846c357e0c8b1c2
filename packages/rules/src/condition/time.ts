import { isText } from './json.js';
import { reject } from './work.js';

const UNITS: { readonly [unit: string]: number } = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** `30m 12h 14d 4w 0s` in milliseconds. Months and years have no fixed length. */
export function span(text: unknown): number {
  const [, count, unit] = (isText(text) && /^(\d{1,5})(.)$/.exec(text)) || [];
  return Number(count) * (UNITS[unit as string] ?? reject('duration'));
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Epoch ms of a date. Throws for what has none. Without an offset a text means another instant in every zone. */
export function instant(value: unknown): number {
  const ms = isText(value) && RFC_3339.test(value) ? Date.parse(value) : value;
  return Number.isFinite(ms) ? (ms as number) : reject('type');
}
