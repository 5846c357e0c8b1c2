import type { CompileText } from '../condition/compile-options.js';
import { patternTest } from './pattern-test.js';
import { versionTest } from './version.js';

/** The operators of text that few rules use, and that browsers load when one does. */
export const textOperators: CompileText = (operand, name) =>
  name.startsWith('$regex') ? patternTest(operand, name === '$regexi') : versionTest(operand, name);
