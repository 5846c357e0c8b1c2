import type { JsonObject, Ruleset, TendrilEvent } from '@tendril/protocol';
import { atom, type WritableAtom } from 'nanostores';
import type { Calls } from './calls.js';
import type { FactKeeper } from './facts.js';
import type { Identity } from './identity.js';
import type { Noticeboard } from './notices.js';
import type { Ports } from './ports.js';
import type { ActiveNudge, Explanation, TendrilOptions } from './tendril.js';

/** An event as the nudge layer hears of it. */
export interface HeardEvent {
  name: string;
  properties: JsonObject;
}

/** What core offers the nudge layer: the one seam between the two. */
export interface NudgeLink {
  readonly options: TendrilOptions;
  readonly ports: Pick<Ports, 'clock' | 'store' | 'tabs'>;
  readonly facts: FactKeeper;
  readonly notices: Noticeboard;
  readonly ruleset: WritableAtom<Ruleset | undefined>;
  readonly shown: WritableAtom<{ readonly [surface: string]: ActiveNudge }>;
  session(): string;
  /** Undefined while it is not known who is here. */
  identity(): Identity | undefined;
  readonly calls: Calls;
  /** Hears of every event; the first listener also of those before it, the last 50. The result stops it. */
  onEvent(listener: (event: HeardEvent) => void): () => void;
  /** Answers `tendril.explain()` from now on; undefined ends that. */
  explainWith(explain: ((nudge?: string) => Explanation[]) | undefined): void;
}

/** The layer loads late: this many events wait for it, so that what they trigger is not lost. */
const MAX_EARLY = 50;

/** The link, and the two ends of it that core holds: what it tells, and whom it asks for explanations. */
export function createLink(
  parts: Pick<NudgeLink, 'options' | 'ports' | 'facts' | 'notices' | 'session' | 'identity' | 'calls'>,
) {
  const listeners = new Set<(event: HeardEvent) => void>();
  let early: HeardEvent[] | undefined = [];
  let answer: ((nudge?: string) => Explanation[]) | undefined;
  const link: NudgeLink = {
    ...parts,
    ruleset: atom(undefined),
    shown: atom({}),
    onEvent(listener) {
      listeners.add(listener);
      for (const event of early ?? []) listener(event);
      early = undefined;
      return () => listeners.delete(listener);
    },
    explainWith(explain) {
      answer = explain;
    },
  };
  return {
    link,
    hear({ type, event = type, properties = {} }: TendrilEvent) {
      const heard = { name: event, properties };
      early?.push(heard);
      if (early && early.length > MAX_EARLY) early.shift();
      for (const listener of listeners) listener(heard);
    },
    explain: (nudge?: string) => answer?.(nudge) ?? [],
  };
}
