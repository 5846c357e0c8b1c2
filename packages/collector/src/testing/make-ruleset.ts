import type { Nudge, Ruleset } from '@tendril/protocol';

/** The smallest nudge that is right. */
export const makeNudge = (id: string, more: Partial<Nudge> = {}): Nudge => ({
  id,
  rev: 1,
  type: 'banner',
  category: 'discovery',
  when: { on: [{ page: true }] },
  where: { surface: 'top' },
  what: { locale: 'en', content: { en: { title: 'Title' } } },
  ...more,
});

/** A ruleset of such nudges. */
export const makeRuleset = (...ids: string[]): Ruleset => ({
  version: '1',
  nudges: ids.map((id) => makeNudge(id)),
});
