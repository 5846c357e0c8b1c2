import { ASK_EVENTS, type FactsReply, type Ledger, type StreamMessage } from '@tendril/protocol';
import { followStream } from './live-stream.js';
import { mergeFacts } from './merge-facts.js';
import type { NudgeLink } from './nudge-link.js';
import type { FactsAnswer, FactsSource, LatePorts, PageLifecycle } from './ports.js';
import type { Queue } from './queue.js';
import { eventsOf } from './read-row.js';
import { noteSaidFacts } from './said-facts.js';
import { createTokens } from './tokens.js';

/** Keeps fresh what the collector knows. */
export interface FactsSync {
  /** An event was recorded; it is JSON. */
  hear(event: string): void;
  /** A batch was answered; `version` is that of the facts, where it was told. */
  check(version: string | undefined): void;
  /** The person may be another one. */
  changed(): void;
  /** Version of the facts that are held, for the collector to say when it is old. */
  version(): string | undefined;
  /** The token, undefined where there is none now. */
  token(): Promise<string | undefined>;
  stop(): void;
}

export interface FactsSyncParts {
  link: NudgeLink;
  store: Pick<LatePorts['store'], 'read' | 'write'>;
  lifecycle: PageLifecycle;
  queue: Pick<Queue, 'pending'>;
  random: () => Uint8Array;
  /** The collector named the ruleset in force. */
  onRevision: (revision: string) => void;
}

/** The collector's last word, as it is kept on the device. The facts themselves are kept with those of the page. */
interface Held {
  who: string;
  version: string;
  ledger?: Ledger | undefined;
}

const NAME = 'known';
/** Requests for counters that could not be used follow each other at this distance, then at twice that, and so on. */
const PAUSE_MS = 1000;
const MAX_PAUSE_MS = 60_000;

/**
 * Fetches what the collector knows of the person and the account, where the host gives a token, and puts it among the facts,
 * the ledger and the counters: when somebody is identified, when a batch or the stream names another version, and when
 * counters ask. What was had last holds until then. The stream is open while somebody waits for it.
 */
export function startFactsSync(
  { link, store, lifecycle, queue, random, onRevision }: FactsSyncParts,
  source: FactsSource,
): FactsSync {
  const { facts } = link.facts;
  const { clock } = link.ports;
  const { token: ask, live = 'auto' } = link.options;
  const tokens = ask && createTokens(ask, clock);
  let held: Held | undefined;
  let known = who();
  const said = noteSaidFacts(facts, who);
  let pause = PAUSE_MS;
  let fetching = false;
  let again = false;
  let cancel: (() => void) | undefined;
  /** There is no use in asking for a token now: for this person, where the collector refused it. */
  let refused = false;
  let complained = false;
  let endPatience = () => {};
  /** A reply is wanted even where the version is the one that is held. */
  let whole = false;
  let stopped = false;

  /** Who is here, as one text; empty while nobody is identified. */
  function who(): string {
    const { userId, groupId = '' } = link.identity() ?? {};
    return userId ? `${userId}:${groupId}` : '';
  }

  function complain(message: string, cure: string): void {
    if (!complained) link.notices.emit('error', { code: 'token', message, cure });
    complained = refused = true;
  }

  async function giveToken(): Promise<string> {
    if (!tokens || !who() || refused) return '';
    return tokens.get().catch((error) => {
      complain(`token: ${error}`, 'Resolve to a signed text.');
      // The host's backend may only have been out of reach.
      endPatience = clock.after(MAX_PAUSE_MS, () => {
        refused = false;
      });
      return '';
    });
  }

  /** One request; once more with another token where the first is refused. */
  async function request(sent: readonly string[], version: string | undefined): Promise<FactsAnswer> {
    for (let tried = 0; ; tried += 1) {
      const token = await giveToken();
      if (!token) return { status: 0 };
      const answer = await source.fetch(token, sent, version);
      if (answer.status !== 401 && answer.status !== 403) {
        // The rules were asked for with the old one.
        if (tried) onRevision('');
        return answer;
      }
      tokens?.forget();
      if (tried) {
        complain(`${answer.error?.message}`, `${answer.error?.cure}`);
        return answer;
      }
    }
  }

  function take(reply: FactsReply, asked: readonly string[]): void {
    const { version, seq, counters, ledger, holds = [] } = reply;
    held = { who: known, version, ledger };
    whole = false;
    store.write(NAME, held).catch(() => {});
    facts.set(mergeFacts(facts.get(), reply.facts, holds));
    link.serverLedger.set(ledger);
    link.serverCounters.set({ who: known, seq, counters, asked, holds, at: clock.now() });
  }

  async function fetchFacts(): Promise<void> {
    const of = known;
    if (!of || refused) return;
    const counted = [...link.asks].flatMap((ids) => ids());
    const unheld = Object.values(facts.get().said ?? {});
    const sent = [...new Set([...counted, ...unheld])].slice(0, ASK_EVENTS);
    // What is asked about is answered even where nothing has changed.
    const { reply } = await request(sent, sent.length || whole ? undefined : held?.version);
    if (reply && !stopped && of === known) take(reply, sent);
  }

  function refresh(): void {
    again = true;
    if (!fetching) void fetchAgain();
  }

  /** One request at a time; one more where it was asked for meanwhile. */
  async function fetchAgain(): Promise<void> {
    fetching = true;
    while (again && !stopped) {
      again = false;
      await fetchFacts();
    }
    fetching = false;
  }

  function check(version: string | undefined): void {
    if (version ? version === held?.version : held || fetching) return;
    pause = PAUSE_MS;
    refresh();
  }

  function changed(): void {
    if (who() === known) return;
    known = who();
    held = undefined;
    refused = complained = false;
    endPatience();
    tokens?.forget();
    link.serverLedger.set(undefined);
    link.serverCounters.set(undefined);
    stream.reopen();
    // Rules are cut for the person.
    onRevision('');
    refresh();
  }

  function hearNews(message: StreamMessage): void {
    const { type } = message;
    if (type === 'ruleset') onRevision(message.version);
    else if (type === 'facts') check(message.version);
    else if (type === 'trigger') link.trigger.set(message);
    else if (type === 'entitlement') {
      const entitlement = { ...facts.get().entitlement };
      if (message.on) entitlement[message.entitlement] = true;
      else delete entitlement[message.entitlement];
      facts.set({ ...facts.get(), entitlement });
    }
  }

  // Without a token nothing comes that would have to wait for what was said.
  const hear = (event: string) => tokens && said.hear(event);
  // What was said before this was loaded.
  queue.pending().flatMap(eventsOf).forEach(hear);

  const stream = followStream({
    source,
    clock,
    lifecycle,
    random,
    wanted: () => live === 'always' || (live === 'auto' && link.holds.get() > 0 && !!tokens && !!known),
    token: giveToken,
    refused: (status) => status === 401 && tokens?.forget(),
    hear: hearNews,
  });
  const off = [
    stream.stop,
    link.holds.listen(stream.look),
    link.ruleset.listen(() => {
      // New rules count something else, of which nothing was told.
      whole = true;
      if (held) refresh();
    }),
    link.wanted.listen(() => {
      if (cancel) return;
      cancel = clock.after(pause, () => {
        cancel = undefined;
        whole = true;
        refresh();
      });
      pause = Math.min(pause * 2, MAX_PAUSE_MS);
    }),
  ];
  const restore = (stored: Held | undefined) => {
    if (stopped || held || !stored) return;
    if (stored.who !== known) return said.keptOf(stored.who);
    held = stored;
    link.serverLedger.set(stored.ledger);
  };
  store
    .read<Held>(NAME)
    .then(restore, () => {})
    .then(() => fetching || refresh());
  stream.look();

  return {
    hear,
    check,
    changed,
    version: () => held?.version,
    token: async () => (await giveToken()) || undefined,
    stop() {
      stopped = true;
      cancel?.();
      endPatience();
      for (const end of off) end();
    },
  };
}
