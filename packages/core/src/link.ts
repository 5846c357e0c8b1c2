import type { TendrilEvent } from '@tendril/protocol';
import { atom } from 'nanostores';
import type { FactKeeper } from './facts.js';
import type { Recording } from './halves.js';
import type { HeardEvent, NudgeLink } from './nudge-link.js';
import type { LatePorts } from './ports.js';
import type { ServerTime } from './server-clock.js';
import type { Explanation } from './tendril.js';

/** The layer loads later still: this many events wait for it, so that what they trigger is not lost. */
const MAX_EARLY = 50;

/** The link, and the two ends of it that core holds: what it tells, and whom it asks for explanations. */
export function createLink(recording: Recording, late: LatePorts, facts: FactKeeper, time: ServerTime) {
  const { options, notices, shown, session, person, calls } = recording;
  const listeners = new Set<(event: HeardEvent) => void>();
  let early: string[] | undefined = [];
  let answer: ((nudge?: string) => Explanation[]) | undefined;
  const holds = atom(0);
  function heard(text: string): HeardEvent {
    const { type, messageId, timestamp, event = type, properties = {} }: TendrilEvent = JSON.parse(text);
    return { name: event, properties, messageId, at: Date.parse(timestamp) + time.get().ahead };
  }
  let panel: (() => void) | undefined;
  /** The panel was asked for before there was one. */
  let wanted = false;
  const link: NudgeLink = {
    options,
    ports: late,
    facts,
    notices,
    ruleset: atom(undefined),
    serverLedger: atom(undefined),
    serverCounters: atom(undefined),
    asks: new Set(),
    wanted: atom(0),
    holds,
    waiting() {
      holds.set(holds.get() + 1);
      let held = 1;
      return () => {
        holds.set(holds.get() - held);
        held = 0;
      };
    },
    trigger: atom(undefined),
    time,
    shown,
    session,
    identity: () => person()?.current(),
    calls,
    onEvent(listener) {
      listeners.add(listener);
      for (const event of early ?? []) listener(heard(event));
      early = undefined;
      return () => listeners.delete(listener);
    },
    explainWith(explain, debug) {
      answer = explain;
      panel = debug;
      if (wanted) openPanel();
    },
  };
  function openPanel(): void {
    wanted = !panel;
    panel?.();
  }

  return {
    link,
    openPanel,
    hear(event: string) {
      if (early && early.push(event) > MAX_EARLY) early.shift();
      for (const listener of listeners) listener(heard(event));
    },
    explain: (nudge?: string) => answer?.(nudge) ?? [],
  };
}
