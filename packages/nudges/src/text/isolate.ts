import { isRightToLeft } from './text-direction.js';

/** Its first letter is of a script that is written from right to left: Hebrew, Arabic and their neighbours. */
const BEGINS_RTL = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/**
 * A value as it stands in a text that may run the other way: between U+2068 and U+2069, so that neither changes the order
 * of the other (https://www.w3.org/International/questions/qa-bidi-unicode-controls). Left alone where both run from left
 * to right.
 */
export const isolate = (value: string, locale: string): string =>
  isRightToLeft(locale) || BEGINS_RTL.test(value) ? `\u2068${value}\u2069` : value;
