import type { KnownFacts } from './known-facts.js';

/**
 * What stays of facts when those of `of` come: nothing that was said of another account or person. Whoever had no id is the
 * same. What the collector says is of the two together.
 */
export function factsOf(facts: KnownFacts, of: KnownFacts['of']): KnownFacts {
  if (!of) return facts;
  const was = facts.of ?? {};
  const isOther = (root: 'user' | 'account') => was[root] && was[root] !== (of[root] ?? was[root]);
  const next: KnownFacts = { ...facts, of: { ...was, ...of } };
  const gone: (keyof KnownFacts)[] = [];
  if (isOther('user')) next.user = {};
  if (isOther('account')) {
    next.account = {};
    next.usage = {};
    gone.push('entitlement');
  }
  if (isOther('user') || isOther('account')) gone.push('trend', 'score', 'segment');
  for (const root of gone) delete next[root];
  return next;
}
