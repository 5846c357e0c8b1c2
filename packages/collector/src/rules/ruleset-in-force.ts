import { createHash } from 'node:crypto';
import type { Ruleset } from '@tendril/protocol';

/** A ruleset as it is served. `revision` is made from the content: equal rulesets have equal revisions. */
export interface RulesetInForce {
  body: string;
  revision: string;
}

export const EMPTY_RULESET: Ruleset = { version: '1', nudges: [] };

export const inForce = (ruleset: Ruleset): RulesetInForce => {
  const body = JSON.stringify(ruleset);
  return { body, revision: createHash('sha256').update(body).digest('hex').slice(0, 16) };
};
