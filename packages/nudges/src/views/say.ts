import type { ViewProps } from './view.js';

type Speaker = Pick<ViewProps, 'content' | 'fill'>;
type Values = { readonly [name: string]: unknown };

/** Says the words of one view, each in the person's language where the document has it. */
export const sayOf =
  <Word extends string>(words: { readonly [word in Word]: string }) =>
  ({ content, fill }: Speaker, word: Word, values?: Values): string =>
    fill(content.text[word] ?? words[word], values);

/** A label of the document: the locale's under `key`, else the one that stands in its block. */
export const label = ({ content, fill }: Speaker, key: string, template: string | undefined): string =>
  fill(content.text[key] ?? template ?? '');
