import { createFacts } from './facts.js';
import type { FactsSync, FactsSyncParts } from './facts-sync.js';
import { followRuleset } from './follow-ruleset.js';
import { guardStore } from './guard-store.js';
import type { LateHalf, Recording } from './halves.js';
import { keepFacts } from './keep-facts.js';
import { createLateDelivery, type LoadDelivery } from './late-delivery.js';
import { createLink } from './link.js';
import type { LatePorts, Row } from './ports.js';
import { messageIds } from './read-row.js';
import { type RulesetSync, startRulesetSync } from './ruleset-sync.js';
import { createServerClock } from './server-clock.js';

/** The other tabs' answers take a few milliseconds. */
const CLAIM_MS = 500;
/** By then a page has started. */
const LOAD_AFTER_MS = 10_000;

/** Rejects when it can not be had. */
export type LoadFactsSync = () => Promise<(parts: FactsSyncParts) => FactsSync>;

/** Builds what comes after the first durable event, and joins it to the half that records. */
export function startLate(
  recording: Recording,
  late: LatePorts,
  loadFactsSync: LoadFactsSync,
  loadDelivery?: LoadDelivery,
): LateHalf {
  const { options, ports, notices, drops, queue, statements } = recording;
  const { store, tabs } = late;
  const facts = createFacts(statements);
  // What is unlocked follows the facts: what its listeners throw comes out there.
  guardStore(facts.facts);
  guardStore(recording.shown);
  const { clock, time } = createServerClock(late.clock);
  const { link, hear, explain, openPanel } = createLink(recording, { ...late, clock }, facts, time);
  const { ruleset } = link;
  let sync: RulesetSync | undefined;
  let endFacts: (() => void) | undefined;
  let followed = false;
  let cancelLoad = () => {};
  const { lifecycle } = ports;
  const onRevision = (revision: string) => sync?.check(revision);
  /** What only the collector knows, and its stream, where they are wanted. */
  let known: FactsSync | undefined;
  let knowing: Promise<void> | undefined;
  async function bringKnown(): Promise<void> {
    const start = await loadFactsSync();
    if (endFacts) known ??= start({ link, store, lifecycle, queue, random: ports.random, onRevision });
  }
  const parts = {
    ports: { ...late, random: ports.random },
    queue,
    drops,
    notices,
    writeKey: options.writeKey,
    onRevision,
    known: () => known,
  };
  const delivery = createLateDelivery(parts, loadDelivery);

  /** What sends is not loaded while the page starts, unless there is something to send. */
  async function startDelivery(): Promise<void> {
    const look = () =>
      store.oldest({ rows: 1, bytes: 1 }).then(
        ({ length }) => length,
        () => 1,
      );
    const rows = queue.size || (await look());
    cancelLoad();
    if (rows) await delivery.pass();
    else cancelLoad = late.clock.after(LOAD_AFTER_MS, delivery.load);
  }

  function begin(): void {
    void startDelivery();
    endFacts ??= keepFacts(facts, store, tabs);
    // Without it the page goes on with what it says itself.
    if (options.token || options.live === 'always') knowing ??= bringKnown().catch(() => {});
    if (options.nudges === false) return;
    if (recording.mount && !followed) followRuleset(link, recording.mount);
    followed = true;
    const token = () => knowing?.then(() => known?.token());
    sync ??= startRulesetSync({ ...late, lifecycle, ruleset, notices, now: ports.now, time, token });
  }

  function end(): void {
    cancelLoad();
    sync?.stop();
    endFacts?.();
    known?.stop();
    sync = endFacts = known = knowing = undefined;
    ruleset.set(undefined);
  }

  /** While a denial is under way: rows that some tab has told of. */
  let claimed: Set<string> | undefined;

  /**
   * Each tab tells of its own rows; what then is left in the store was of pages that are gone, and the tab that was
   * asked tells of that.
   */
  function forget(rows: readonly Row[], asked: boolean): void {
    end();
    const ids = rows.map(({ id }) => id);
    const told = new Set(ids);
    if (asked) claimed = told;
    else tabs.post({ type: 'acked', ids });
    const count = (gone: readonly Row[]) => {
      for (const id of messageIds(gone)) drops.drop('consent', id);
    };
    count(rows);
    const rest = (left: readonly Row[]) => count(left.filter(({ id }) => !told.has(id)));
    store.empty().then(
      (left) => asked && late.clock.after(CLAIM_MS, () => rest(left)),
      () => {},
    );
  }

  const offTabs = tabs.on((message) => {
    if (message.type === 'acked') {
      queue.settle(message.ids);
      for (const id of message.ids) claimed?.add(id);
    } else if (message.type === 'identity') {
      recording.person()?.reload();
      known?.changed();
    } else if (message.type === 'consent') recording.answer(message.granted);
  });
  function changed(): void {
    tabs.post({ type: 'identity' });
    known?.changed();
  }

  return {
    ...delivery,
    link,
    begin,
    forget,
    answered: (granted) => tabs.post({ type: 'consent', granted }),
    changed,
    hear(event) {
      hear(event);
      known?.hear(event);
    },
    state: facts.state,
    explain,
    debug: openPanel,
    stop() {
      offTabs();
      delivery.stop();
      end();
    },
    get sent() {
      return delivery.sent;
    },
    get halted() {
      return delivery.halted;
    },
  };
}
