import { LIMITS } from '@tendril/protocol';
import type { Memo } from './ports.js';

export interface Session {
  /** The id now: shared by the tabs, new after 30 minutes without an event. */
  id(): string;
  /** The next event starts a new one. */
  forget(): void;
}

const NAME = 'session';
/** The memo is read and written at most this often, so that an event costs no synchronous storage. */
const LOOK_EVERY_MS = 10_000;

export function createSession(clock: () => number, memo: Memo, newId: () => string): Session {
  let id = '';
  let active = 0;
  let looked = 0;

  function look(now: number): void {
    const [storedId = '', storedAt] = (memo.read(NAME) ?? '').split(' ');
    const at = Number(storedAt);
    if (at > active) [id, active] = [storedId, at];
    if (!id || now - active > LIMITS.sessionMs) id = newId();
    memo.write(NAME, `${id} ${now}`);
    looked = now;
  }

  return {
    id() {
      const now = clock();
      if (now - looked >= LOOK_EVERY_MS) look(now);
      active = now;
      return id;
    },
    forget() {
      id = '';
      active = looked = 0;
      memo.write(NAME, undefined);
    },
  };
}
