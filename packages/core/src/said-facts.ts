import type { TendrilEvent } from '@tendril/protocol';
import type { WritableAtom } from 'nanostores';
import type { KnownFacts } from './known-facts.js';
import { keepSaid, sayings } from './merge-facts.js';

/** Notes in the facts what the page has said and the collector is not known to hold. */
export interface SaidFacts {
  /** An event was recorded; it is JSON. */
  hear(event: string): void;
  /** The facts that were kept on the device are of somebody else, and so is what was said; the text is that of `who`. */
  keptOf(who: string): void;
}

/**
 * @param who the person and the account who are here, as `user:account`; empty while nobody is identified. Of those who
 * are gone, nothing stays but what was said since
 */
export function noteSaidFacts(facts: WritableAtom<KnownFacts>, who: () => string): SaidFacts {
  let factsOf = who();

  function add(from: string, fresh: NonNullable<KnownFacts['said']>): void {
    const [user, account] = from.split(':');
    const [nextUser, nextAccount] = who().split(':');
    factsOf = who();
    const isOther = !!user && user !== nextUser;
    const isElsewhere = !!account && account !== nextAccount;
    const before = Object.entries(facts.get().said ?? {}).filter(
      ([what]) => !isOther && (!isElsewhere || what.startsWith('user.')),
    );
    const said = { ...Object.fromEntries(before), ...fresh };
    facts.set(isOther || isElsewhere ? keepSaid(facts.get(), said) : { ...facts.get(), said });
  }

  return {
    hear(text) {
      const event: TendrilEvent = JSON.parse(text);
      const names = sayings(event);
      if (names.length || factsOf !== who())
        add(factsOf, Object.fromEntries(names.map((name) => [name, event.messageId])));
    },
    keptOf: (from) => add(from, facts.get().said ?? {}),
  };
}
