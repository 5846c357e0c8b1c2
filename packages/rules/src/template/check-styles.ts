import type { TemplatePart } from './parse-template.js';

/** The styles that each kind of argument takes. */
const STYLES: { [kind: string]: RegExp } = {
  number: /^(|integer|percent|compact|currency:[A-Z]{3}|unit:[a-z-]+)$/,
  date: /^(|short|medium|long|full|days-ahead)$/,
  relative: /^(|hour|day|week|month)$/,
};

/** What is wrong with the kinds and styles of a template that parses; undefined when nothing is. */
export function wrongStyle(parts: readonly TemplatePart[]): string | undefined {
  for (const part of parts) {
    if (typeof part === 'string') continue;
    const { kind, style = '', branches } = part;
    if (kind && !branches && !STYLES[kind])
      return `${kind} is none of number, date, relative, plural, select`;
    if (kind && !branches && !STYLES[kind]?.test(style)) return `${style} is no style of ${kind}`;
    const inner = branches && Object.values(branches).map(wrongStyle).find(Boolean);
    if (inner) return inner;
  }
  return undefined;
}
