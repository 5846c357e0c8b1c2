import type { createDelivery } from './delivery.js';
import type { followRuleset } from './follow-ruleset.js';
import type { keepFacts } from './keep-facts.js';
import type { startRulesetSync } from './ruleset-sync.js';

/** What a page needs only once it has recorded something: loaded then, so that recording costs as little as it can. */
export interface Late {
  createDelivery: typeof createDelivery;
  followRuleset: typeof followRuleset;
  keepFacts: typeof keepFacts;
  startRulesetSync: typeof startRulesetSync;
}
