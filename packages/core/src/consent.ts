import type { Memo } from './ports.js';

export type ConsentState = 'granted' | 'pending' | 'denied';

const NAME = 'consent';
const ANSWERS = ['granted', 'denied'] as const;

/**
 * The person's answer: what they said before on this browser, else what the site says, else no under Global Privacy
 * Control (https://w3c.github.io/gpc/), else yes. Only an answer is remembered, never the lack of one.
 */
export function createConsent(memo: Memo, option: ConsentState | undefined, optedOut: boolean) {
  const remembered = () => ANSWERS.find((answer) => answer === memo.read(NAME));
  let state: ConsentState = remembered() ?? option ?? (optedOut ? 'denied' : 'granted');
  return {
    get state() {
      return state;
    },
    /** Looks whether another tab was answered. */
    changed(): boolean {
      const before = state;
      state = remembered() ?? state;
      return state !== before;
    },
    answer(granted: boolean): void {
      state = granted ? 'granted' : 'denied';
      memo.write(NAME, state);
    },
  };
}
