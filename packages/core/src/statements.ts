import type { Json, JsonObject } from '@tendril/protocol';
import { atom, type WritableAtom } from 'nanostores';
import { callSafely } from './notices.js';

/** What a call said of the person, the account or a meter; nothing is said of a person who is forgotten. */
export type Statement = [about: 'user' | 'account' | 'usage', values: JsonObject] | [about: 'nobody'];

export interface Statements {
  /** What is unlocked. */
  readonly entitlements: WritableAtom<readonly string[]>;
  say(...statement: Statement): void;
}

export const isNames = (value: Json | undefined): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** Takes note of what the host's calls state, and hands it on. What is unlocked holds at once: gates ask for it. */
export function createStatements(hear: (statement: Statement) => void): Statements {
  const entitlements = atom<readonly string[]>([]);
  return {
    entitlements,
    say(...statement) {
      const [about, values] = statement;
      const names = values ? values.entitlements : [];
      // A listener of the host's that throws must neither reach its call nor keep back the event.
      if (about !== 'user' && isNames(names)) callSafely(entitlements.set, names);
      hear(statement);
    },
  };
}
