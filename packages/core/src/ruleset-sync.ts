import { LIMITS, type Ruleset } from '@tendril/protocol';
import type { WritableAtom } from 'nanostores';
import type { Noticeboard } from './notices.js';
import type { LatePorts, PageLifecycle, PagePhase, RulesetSource } from './ports.js';

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
  live: boolean;
  notices: Pick<Noticeboard, 'emit'>;
}

interface Held {
  etag: string;
  ruleset: Ruleset;
}

const NAME = 'ruleset';

function parseRuleset(body: string): Ruleset | string {
  if (body.length > LIMITS.rulesetBytes) return `is larger than ${LIMITS.rulesetBytes} bytes`;
  try {
    const document = JSON.parse(body);
    if (!/^1(\.|$)/.test(document?.version)) return `has the unknown version ${document?.version}`;
    return Array.isArray(document.nudges) ? document : 'has no list of nudges';
  } catch {
    return 'is not JSON';
  }
}

/** Keeps the ruleset fresh: the cached one at once, then the server's. A bad one never replaces a good one. */
export function startRulesetSync({ store, rules, lifecycle, ruleset, notices, live }: Parts): RulesetSync {
  let held: Held | undefined;
  /** A bad document is complained of once, not after every batch. */
  let refused: string | undefined;
  let fetching: Promise<void> | undefined;
  let stopped = false;

  function take(next: Held | undefined): void {
    if (!next || stopped || held?.etag === next.etag) return;
    held = next;
    ruleset.set(next.ruleset);
  }

  async function fetchRuleset(): Promise<void> {
    const { etag, body } = await rules.fetch();
    if (stopped || etag === held?.etag || etag === refused) return;
    const parsed = parseRuleset(body);
    if (typeof parsed === 'string') {
      refused = etag;
      const cure = 'correct the document on the collector; the last good one stays in force';
      return notices.emit('error', { code: 'ruleset', message: `The ruleset ${parsed}`, cure });
    }
    take({ etag, ruleset: parsed });
    await store.write(NAME, held);
  }

  // No answer is not an error worth a word: the cached ruleset holds, and the next batch reply names the revision.
  const refresh = () => {
    fetching ??= fetchRuleset()
      .catch(() => {})
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };

  const check = (revision: string) => {
    if (!stopped && revision !== held?.etag && revision !== refused) void refresh();
  };

  // An open stream costs Firefox its back/forward cache, so it is closed whenever the page is out of sight.
  let close = () => {};
  let following = false;
  function follow(phase: PagePhase): void {
    if (phase === 'online' && !following) return;
    close();
    following = phase !== 'exit';
    if (following) close = rules.stream(check);
  }
  const unlisten = live ? lifecycle.on(follow) : undefined;
  if (live) follow('resume');

  store
    .read<Held>(NAME)
    .then(take, () => {})
    .then(refresh);

  return {
    check,
    stop() {
      stopped = true;
      unlisten?.();
      close();
    },
  };
}
