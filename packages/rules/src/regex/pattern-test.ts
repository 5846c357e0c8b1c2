import { isText } from '../condition/json.js';
import type { Test } from '../condition/truth.js';
import { findMatch } from './automaton.js';
import { parsePattern } from './parse-pattern.js';

const MAX_PATTERN = 200;
const MAX_SUBJECT = 1024;

/**
 * A test of text by a regular expression in JavaScript's syntax (no flags but case), in time linear in the text: rules
 * come over the wire, and a hostile pattern must not freeze a page. Undefined for what can not be matched so
 * (look-around, back-references), and for what is too long or too large. Longer texts than 1,024 are unknown.
 */
export function patternTest(pattern: unknown, ignoreCase: boolean): Test | undefined {
  if (!isText(pattern) || pattern.length > MAX_PATTERN) return undefined;
  try {
    const start = parsePattern(pattern, ignoreCase);
    return (value) => isText(value) && (value.length > MAX_SUBJECT ? undefined : findMatch(start, value));
  } catch {
    return undefined;
  }
}
