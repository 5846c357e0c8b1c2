import type { FactKeeper } from './facts.js';
import { factsOf } from './facts-of.js';
import type { KnownFacts } from './known-facts.js';
import type { Store, Tabs } from './ports.js';

const NAME = 'facts';

/** Newer facts over older ones, as far as those are of the same people; what is unlocked is replaced as a whole, so that nothing stays unlocked by mistake. */
function merge(older: KnownFacts, newer: KnownFacts): KnownFacts {
  const kept = factsOf(older, newer.of);
  return {
    ...kept,
    ...newer,
    ...(kept.of && { of: kept.of }),
    user: { ...kept.user, ...newer.user },
    account: { ...kept.account, ...newer.account },
    usage: { ...kept.usage, ...newer.usage },
  };
}

/** What survives JSON: a store or a channel that is handed a function throws. */
function plain(facts: KnownFacts): KnownFacts | undefined {
  try {
    return JSON.parse(JSON.stringify(facts));
  } catch {
    return undefined;
  }
}

const saysNothing = (facts: KnownFacts): boolean =>
  Object.values(facts).every((root) => !Object.keys(root).length) && !facts.entitlement;

/** Keeps the facts on the device for the next page, and the same in every tab. The result ends that. */
export function keepFacts(
  { facts }: FactKeeper,
  store: Pick<Store, 'read' | 'write'>,
  tabs: Tabs,
): () => void {
  let received: KnownFacts | undefined;
  let stopped = false;

  const offTabs = tabs.on((message) => {
    if (message.type !== 'facts') return;
    received = message.facts as KnownFacts;
    facts.set(received);
  });
  let offFacts = () => {};
  function keep(next: KnownFacts): void {
    const kept = plain(next);
    if (next === received || !kept) return;
    store.write(NAME, kept).catch(() => {});
    tabs.post({ type: 'facts', facts: kept });
  }
  const restore = (stored: KnownFacts | undefined) => {
    if (stopped) return;
    const said = facts.get();
    // What the page has said in the meantime is newer.
    if (stored) facts.set(merge(stored, said));
    offFacts = facts.listen(keep);
    if (!saysNothing(said)) keep(facts.get());
  };
  store.read<KnownFacts>(NAME).then(restore, () => restore(undefined));

  return () => {
    stopped = true;
    offTabs();
    offFacts();
  };
}
