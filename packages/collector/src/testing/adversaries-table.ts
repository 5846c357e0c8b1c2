import { readFileSync } from 'node:fs';
import type { IssueCode, Json } from '@tendril/protocol';

/** A value, in which `{nest}`, `{list}` and `{text}` stand for what is too large to write: see the table itself. */
export type Folded = Json;

interface Table {
  now: number;
  segments: { [name: string]: Json };
  rejected: [name: string, condition: Folded, code: IssueCode, path: string][];
  values: [name: string, condition: Folded, facts: Folded, expected: boolean | null][];
}

const FILE = new URL('../../../rules/src/condition/adversarial.json', import.meta.url);

/** The hostile conditions of `@tendril/rules`. */
export const adversariesTable = (): Table => JSON.parse(readFileSync(FILE, 'utf8')) as Table;

function nested([key, levels]: [string | 0, number]): string {
  const [open, close] = key === 0 ? ['[', ']'] : [`{${JSON.stringify(key)}:`, '}'];
  return `${open.repeat(levels)}{"z":1}${close.repeat(levels)}`;
}

/** JSON of a folded value, as somebody could send it. As text, because it may be too deep for `JSON.stringify`. */
export function unfoldToJson(folded: Folded): string {
  if (typeof folded !== 'object' || folded === null) return JSON.stringify(folded);
  if (Array.isArray(folded)) return `[${folded.map(unfoldToJson)}]`;
  const { nest, list, from = 0, text, end = '' } = folded;
  if (nest) return nested(nest as [string, number]);
  if (list) return JSON.stringify(Array.from({ length: Number(list) }, (_, index) => index + Number(from)));
  if (text) return JSON.stringify('a'.repeat(Number(text)) + end);
  const members = Object.entries(folded).map(
    ([key, value]) => `${JSON.stringify(key)}:${unfoldToJson(value)}`,
  );
  return `{${members}}`;
}
