// A ruleset of any size, of which five rules ask of the event `report.created`.
export const EVENT = 'report.created';
export const NOW = Date.UTC(2026, 2, 10, 12);
const RELATED = 5;

const eventOf = (index) => (index < RELATED ? EVENT : `event.${index}`);
const PLANS = ['free', 'starter', 'team'];

/** Three facts and a count: the shape of an ordinary rule. No two are alike. */
function nudge(index) {
  return {
    id: `n${index}`,
    rev: 1,
    type: 'banner',
    category: 'upsell',
    who: {
      'user.role': { $in: ['owner', 'admin', `role-${index}`] },
      'account.plan': PLANS[index % PLANS.length],
      [`usage.meter${index % 50}.ratio`]: { $gte: 0.5 + (index % 40) / 100 },
      $did: { event: eventOf(index), within: '14d', count: { $gte: 3 + (index % 5) } },
    },
    when: { on: [{ page: true }] },
    where: { surface: 'slot', slot: `slot-${index}` },
    what: { locale: 'en', content: { en: { title: 'Hello' } } },
  };
}

export const rulesetOf = (count) => ({
  version: '1',
  nudges: Array.from({ length: count }, (_, index) => nudge(index)),
});

/** The same conditions for an evaluator that knows no events: the counts are attributes. */
export const plainConditions = (count) =>
  rulesetOf(count).nudges.map(({ who: { $did, ...facts } }) => ({
    ...facts,
    [`counts.${$did.event.replace('.', '_')}`]: $did.count,
  }));

export const FACTS = {
  user: { role: 'owner' },
  account: { plan: 'team' },
  usage: Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`meter${index}`, { used: 9, limit: 10 }]),
  ),
};
