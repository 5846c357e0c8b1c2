import type { Filling, FillTemplate } from './filling.js';
import { isolate } from './isolate.js';
import { MissingFact } from './missing-fact.js';

/** `{name}` and `{name|fallback}`, or a brace that begins neither. */
const ARGUMENT = /\{([^,{}|]*)(?:\|([^,{}]*))?\}|\{/g;

export const isText = (value: unknown): value is string | number | boolean =>
  (typeof value === 'string' && value !== '') || typeof value === 'boolean' || Number.isFinite(value);

/** A value as it stands in a text. */
export const writePlain = (value: string | number | boolean, { locale, encode }: Filling): string => {
  if (encode) return encodeURIComponent(value);
  return typeof value === 'number' ? value.toLocaleString(locale) : isolate(`${value}`, locale);
};

/** Fills plain texts, as most are. What has more to it than names and fallbacks takes `fillTemplate`, which fills these alike. */
export const fillPlain: FillTemplate = (template, lookup, filling) =>
  template.replace(ARGUMENT, (_, given = '', fallback?: string) => {
    const name = given.trim();
    if (!name) throw new SyntaxError(`broken: ${JSON.stringify(template)}`);
    const value = lookup(name);
    const written = isText(value) ? writePlain(value, filling) : fallback?.trim();
    if (written === undefined) throw new MissingFact(name);
    return written;
  });
