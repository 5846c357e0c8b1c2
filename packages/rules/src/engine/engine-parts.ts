import type { CompileOptions } from '../condition/compile-options.js';
import type { Counters } from '../counters/counters.js';

/** What only some rulesets need. A rule that needs a part which is not given is rejected. */
export interface EngineParts {
  /** For patterns and versions; see `loadRegex`. */
  regex?: CompileOptions['regex'] | undefined;
  /** For `$did`. */
  counters?: Counters | undefined;
}
