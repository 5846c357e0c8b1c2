import type { JsonObject, Ruleset, TendrilEvent } from '@tendril/protocol';
import { atom, type ReadableAtom, type WritableAtom } from 'nanostores';
import type { FactKeeper, KnownFacts } from './facts.js';
import type { Identity } from './identity.js';
import type { Noticeboard } from './notices.js';
import type { Clock, Ports, Store, Tabs } from './ports.js';
import type {
  Actions,
  ActiveNudge,
  Explanation,
  NudgeNotice,
  NudgeOptions,
  TendrilError,
  TendrilOptions,
  UpgradeResult,
} from './tendril.js';

/** An event as the nudge layer hears of it. */
export interface HeardEvent {
  name: string;
  properties: JsonObject;
}

/** What core offers the nudge layer: the one seam between the two. */
export interface NudgeLink {
  readonly facts: ReadableAtom<KnownFacts>;
  readonly ruleset: WritableAtom<Ruleset | undefined>;
  readonly shown: WritableAtom<{ readonly [surface: string]: ActiveNudge }>;
  readonly actions: Actions;
  readonly options: NudgeOptions;
  readonly clock: Clock;
  readonly store: Pick<Store, 'read' | 'update'>;
  readonly tabs: Pick<Tabs, 'post' | 'on'>;
  session(): string;
  /** Undefined while it is not known who is here. */
  ids(): { user?: string; account?: string; anonymous: string } | undefined;
  track(name: string, properties: JsonObject): void;
  /** Takes over what an action of the host changed. */
  apply(result: UpgradeResult): void;
  notify(notice: NudgeNotice): void;
  error(error: TendrilError): void;
  /** Hears of every event; the first listener also of those before it, the last 50. The result stops it. */
  onEvent(listener: (event: HeardEvent) => void): () => void;
  /** Answers `tendril.explain()` from now on; undefined ends that. */
  explainWith(explain: ((nudge?: string) => Explanation[]) | undefined): void;
}

interface Parts {
  options: TendrilOptions;
  ports: Ports;
  facts: FactKeeper;
  notices: Noticeboard;
  session: () => string;
  identity: () => Identity | undefined;
  track: NudgeLink['track'];
}

/** The layer loads late: this many events wait for it, so that what they trigger is not lost. */
const MAX_EARLY = 50;

/** The link, and the two ends of it that core holds: what it tells, and whom it asks for explanations. */
export function createLink({ options, ports, facts, notices, session, identity, track }: Parts) {
  const listeners = new Set<(event: HeardEvent) => void>();
  let early: HeardEvent[] | undefined = [];
  let answerer: ((nudge?: string) => Explanation[]) | undefined;
  const link: NudgeLink = {
    facts: facts.facts,
    ruleset: atom(undefined),
    shown: atom({}),
    actions: options.actions ?? {},
    options: options.nudges || {},
    clock: ports.clock,
    store: ports.store,
    tabs: ports.tabs,
    session,
    ids() {
      const known = identity();
      if (!known) return undefined;
      const { anonymousId: anonymous, userId: user, groupId: account } = known;
      return { anonymous, ...(user && { user }), ...(account && { account }) };
    },
    track,
    apply: facts.apply,
    notify: (notice) => notices.emit('nudge', notice),
    error: (error) => notices.emit('error', error),
    onEvent(listener) {
      listeners.add(listener);
      for (const event of early ?? []) listener(event);
      early = undefined;
      return () => listeners.delete(listener);
    },
    explainWith(explain) {
      answerer = explain;
    },
  };
  return {
    link,
    hear({ type, event = type, properties = {} }: TendrilEvent) {
      const heard = { name: event, properties };
      if (early) early = [...early, heard].slice(-MAX_EARLY);
      for (const listener of listeners) listener(heard);
    },
    explain: (nudge?: string) => answerer?.(nudge) ?? [],
  };
}
