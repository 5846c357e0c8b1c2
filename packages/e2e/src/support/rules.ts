/** As far as the suite changes one; the collector checks the whole. */
interface Nudge {
  id: string;
  how?: object;
  [key: string]: unknown;
}

/** For `collector.editRules`: these nudges in the place of those that are there. */
export const only =
  (...nudges: Nudge[]) =>
  (): string =>
    JSON.stringify({ version: '1', nudges });

/** For `collector.editRules`: the nudges that are there, each with a change. */
export const changed =
  (change: (nudge: Nudge) => Nudge) =>
  (text: string): string => {
    const ruleset: { nudges: Nudge[] } = JSON.parse(text);
    return JSON.stringify({ ...ruleset, nudges: ruleset.nudges.map(change) });
  };

/** Locks advanced reports for everybody who has not bought them, in the slot at the top of the page. */
export const REPORTS_GATE: Nudge = {
  id: 'reports-gate',
  rev: 1,
  type: 'banner',
  category: 'upsell',
  when: { on: [{ page: true }] },
  where: { surface: 'slot', slot: 'app-banner' },
  what: {
    locale: 'en',
    dismissible: false,
    content: {
      en: {
        title: 'Advanced reports are locked',
        actions: [{ id: 'primary', label: 'Upgrade', do: 'upgrade', data: { plan: 'business' } }],
      },
    },
  },
  unlock: { entitlement: 'advanced-reports', timeout: 'PT1S', announce: 'Advanced reports are unlocked.' },
};
