import type { Nudge } from '@tendril/protocol';

/** A nudge that shows to everybody in a slot. */
export const plain = (id: string, slot: string, over: Partial<Nudge> = {}): Nudge => ({
  id,
  rev: 1,
  type: 'banner',
  category: 'discovery',
  when: { on: [{ page: true }] },
  where: { surface: 'slot', slot },
  what: { locale: 'en', content: { en: { title: id } } },
  ...over,
});
