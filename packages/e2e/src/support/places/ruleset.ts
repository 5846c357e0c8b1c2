/** The collector checks the document when it loads it. */
const nudge = (id: string, where: object, over: object = {}, what: object = {}) => ({
  id,
  rev: 1,
  type: 'banner',
  category: 'discovery',
  when: { on: [{ event: `show-${id}` }] },
  where,
  what: {
    ...{ locale: 'en', ...what },
    content: {
      en: {
        title: `The ${id} nudge`,
        body: 'Two colleagues can see it.',
        dismissLabel: 'Not now',
        actions: [{ id: 'primary', label: 'Buy', do: 'emit', event: 'bought' }],
      },
    },
  },
  ...over,
});

/** A nudge for each kind of place. Each comes with an event of its own, so that a test says when. */
export const RULESET = {
  version: '1',
  nudges: [
    nudge('slot', { surface: 'slot', slot: 'banner' }),
    nudge('odd', { surface: 'slot', slot: 'odd' }, {}, { component: 'odd' }),
    nudge('anchor', { surface: 'anchor', anchor: 'share' }),
    nudge('start', { surface: 'anchor', anchor: 'share', align: 'start' }),
    nudge('corner', { surface: 'corner' }),
    nudge('top', { surface: 'top' }),
    nudge('bottom', { surface: 'bottom' }),
    nudge('center', { surface: 'center' }, { when: { on: [{ gate: 'reports' }, { event: 'show-center' }] } }),
    nudge(
      'reports',
      { surface: 'corner', pages: { include: ['/reports*'] } },
      { when: { on: [{ page: true }] } },
    ),
  ],
};
