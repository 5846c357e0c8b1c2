import type { Json, JsonObject } from '@tendril/protocol';
import { atom, type WritableAtom } from 'nanostores';
import { callSafely } from './notices.js';

/** What a call said of the person, the account or a meter; nothing is said of a person who is forgotten. */
export type Statement =
  | [about: 'user' | 'account', values: JsonObject, id: string]
  | [about: 'usage', values: JsonObject]
  | [about: 'nobody'];

export interface Statements {
  /** What is unlocked. */
  readonly entitlements: WritableAtom<readonly string[]>;
  say(...statement: Statement): void;
}

export const isNames = (value: Json | undefined): value is string[] =>
  // Of what JSON brings, lists alone have it.
  !!(value as Json[] | undefined)?.every?.((name) => typeof name === 'string');

/** Takes note of what the host's calls state, and hands it on. What is unlocked holds at once: gates ask for it. */
export function createStatements(hear: (statement: Statement) => void): Statements {
  const entitlements = atom<readonly string[]>([]);
  let account: string | undefined;
  return {
    entitlements,
    say(...statement) {
      const [about, values, id = account] = statement;
      if (about !== 'user') {
        let names = values ? values.entitlements : [];
        // Nothing stays unlocked for another account.
        if (account && account !== id) names ??= [];
        account = id;
        // A listener of the host's that throws must neither reach its call nor keep back the event.
        if (isNames(names)) callSafely(entitlements.set, names);
      }
      hear(statement);
    },
  };
}
