import { RULESET_BYTES, type Ruleset } from '@tendril/protocol';
import type { WritableAtom } from 'nanostores';
import type { Noticeboard } from './notices.js';
import type { LatePorts, PageLifecycle, RulesetSource } from './ports.js';
import { ofNote, type ServerTime } from './server-clock.js';

export interface RulesetSync {
  /** The collector named this revision: fetches when another one is held. */
  check(revision: string): void;
  stop(): void;
}

interface Parts {
  store: Pick<LatePorts['store'], 'read' | 'write'>;
  rules: RulesetSource;
  lifecycle: PageLifecycle;
  ruleset: WritableAtom<Ruleset | undefined>;
  /** The device's clock, epoch milliseconds, and what puts it right. */
  now: () => number;
  time: ServerTime;
  /** Undefined: none. */
  token: () => Promise<string | undefined> | undefined;
  notices: Pick<Noticeboard, 'emit'>;
}

interface Held {
  etag: string;
  ruleset: Ruleset;
  /** See `ServerTime`. */
  ahead?: number;
}

/** A page that is open for longer asks again when somebody comes back to it: it has slept, or its clock was set. */
const STALE_MS = 24 * 3600 * 1000;
const NAME = 'ruleset';

function parseRuleset(body: string): Ruleset | string {
  if (body.length > RULESET_BYTES) return `is larger than ${RULESET_BYTES} bytes`;
  try {
    const document = JSON.parse(body);
    if (!/^1(\.|$)/.test(document?.version)) return `has the unknown version ${document?.version}`;
    return Array.isArray(document.nudges) ? document : 'has no list of nudges';
  } catch {
    return 'is not JSON';
  }
}

/** Keeps the ruleset fresh: the cached one at once, then the server's. A bad one never replaces a good one. */
export function startRulesetSync({
  store,
  rules,
  lifecycle,
  ruleset,
  notices,
  now,
  time,
  token,
}: Parts): RulesetSync {
  let held: Held | undefined;
  /** A bad document is complained of once, not after every batch. */
  let refused: string | undefined;
  let fetching: Promise<void> | undefined;
  /** Named while a fetch was under way, which may bring the one before. */
  let named: string | undefined;
  let stopped = false;
  let askedAt = now();

  function take(next: Held | undefined): void {
    if (!next || stopped || held?.etag === next.etag) return;
    held = next;
    ruleset.set(next.ruleset);
  }

  function keep(next: Held): void {
    next.ahead = time.get().ahead;
    store.write(NAME, next).catch(() => {});
  }

  async function fetchRuleset(): Promise<void> {
    const given = await token();
    askedAt = now();
    // What is for everybody is better than nothing.
    const found = given && rules.fetch(given).catch(() => rules.fetch());
    const { etag, body, date } = await (found || rules.fetch());
    if (stopped) return;
    if (date) time.set({ ahead: ofNote(date - (askedAt + now()) / 2) });
    if (held && (held.ahead ?? 0) !== time.get().ahead) keep(held);
    if (etag === held?.etag || etag === refused) return;
    const parsed = parseRuleset(body);
    if (typeof parsed === 'string') {
      refused = etag;
      const cure = 'correct the document on the collector; the last good one stays in force';
      return notices.emit('error', { code: 'ruleset', message: `The ruleset ${parsed}`, cure });
    }
    take({ etag, ruleset: parsed });
    if (held) keep(held);
  }

  // No answer is not an error worth a word: the cached ruleset holds, and the next batch reply names the revision.
  const refresh = () => {
    fetching ??= fetchRuleset()
      .catch(() => {})
      .finally(() => {
        fetching = undefined;
        const other = named;
        named = undefined;
        if (other) check(other);
      });
    return fetching;
  };

  const check = (revision: string) => {
    if (stopped || revision === held?.etag || revision === refused) return;
    if (fetching) named = revision;
    else void refresh();
  };

  const unlisten = lifecycle.on((phase) => {
    if (phase !== 'exit' && Math.abs(now() - askedAt) > STALE_MS) void refresh();
  });
  const restore = (stored: Held | undefined) => {
    if (stored?.ahead) time.set({ ahead: stored.ahead });
    take(stored);
  };

  store
    .read<Held>(NAME)
    .then(restore, () => {})
    .then(refresh);

  return {
    check,
    stop() {
      stopped = true;
      unlisten();
    },
  };
}
