import type { Ruleset } from '@tendril/protocol';
import { buildEngine, type Engine } from './engine/engine.js';
import type { EngineParts } from './engine/engine-parts.js';
import { compileTriggers } from './trigger/compile-triggers.js';

/**
 * Compiles a ruleset once and answers for changing facts, events and time. A defective nudge is rejected whole and
 * never shows. Pure: time is an argument. Whether a rule holds and when it is triggered are two chunks of the script.
 */
export const createEngine = (ruleset: Ruleset, parts: EngineParts = {}): Engine =>
  buildEngine(ruleset, parts, compileTriggers);
