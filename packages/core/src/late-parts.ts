// One chunk: what comes after the first durable event.
export { createDelivery } from './delivery.js';
export { followRuleset } from './follow-ruleset.js';
export { keepFacts } from './keep-facts.js';
export { startRulesetSync } from './ruleset-sync.js';
