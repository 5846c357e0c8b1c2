import type { CompileText } from '../condition/compile-options.js';

/** The option `regex` of a compiler: patterns and versions, which few rules use. A chunk of its own in browsers. */
export const loadRegex = async (): Promise<CompileText> =>
  (await import('./text-operators.js')).textOperators;
