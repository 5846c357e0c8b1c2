import type { JsonObject, Ruleset } from '@tendril/protocol';
import type { WritableAtom } from 'nanostores';
import type { Calls } from './calls.js';
import type { FactKeeper } from './facts.js';
import type { Identity } from './identity.js';
import type { Noticeboard } from './notices.js';
import type { Clock, Store, Tabs } from './ports.js';
import type { ActiveNudge, Explanation, TendrilOptions } from './tendril.js';

/** An event as the nudge layer hears of it. */
export interface HeardEvent {
  name: string;
  properties: JsonObject;
}

/** What core offers the nudge layer: the one seam between the two. */
export interface NudgeLink {
  readonly options: TendrilOptions;
  readonly ports: {
    clock: Clock;
    tabs: Tabs;
    store: Pick<Store, 'read' | 'update'>;
  };
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

/** Loads the nudge layer and puts it on the page; resolves to what takes it off again. */
export type MountNudges = (link: NudgeLink) => Promise<() => void>;
