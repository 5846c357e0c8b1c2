/** Asked for with a button of the page, and shown above it. */
const asked = (id: string, type: string, what: object, over: object = {}) => ({
  id,
  rev: 1,
  type,
  category: 'discovery',
  when: { on: [{ manual: true }] },
  where: { surface: 'center' },
  ...over,
  what: { locale: 'en', ...what },
});

const GATE = asked(
  'gate',
  'gate',
  {
    heading: 2,
    plans: [
      { id: 'team', name: 'Team', price: '€49 a month', features: ['10 seats'] },
      { id: 'business', name: 'Business', price: '€119 a month', features: ['Advanced reports'] },
    ],
    content: {
      en: {
        title: 'Advanced reports are on Business',
        body: 'They open right after the payment.',
        dismissLabel: 'Not now',
        actions: [{ id: 'primary', label: 'Upgrade', do: 'upgrade', data: { plan: 'business' } }],
      },
    },
  },
  {
    when: { on: [{ gate: 'advanced-reports' }] },
    unlock: { entitlement: 'advanced-reports', announce: 'Advanced reports are unlocked.' },
  },
);

const SURVEY = asked('survey', 'survey', {
  heading: 2,
  content: { en: { title: 'Two questions', dismissLabel: 'Not now' } },
  survey: {
    steps: [
      {
        ...{ id: 'role', kind: 'single', label: 'What is your role?', required: true },
        options: [
          { value: 'eng', label: 'Engineering' },
          { value: 'pm', label: 'Product' },
        ],
      },
      { id: 'more', kind: 'text', label: 'Anything else?' },
    ],
  },
});

const CALCULATOR = asked('calculator', 'calculator', {
  heading: 2,
  content: { en: { title: 'What would it save you?', dismissLabel: 'Not now' } },
  calculator: {
    inputs: [
      { id: 'people', label: 'People', min: 1, max: 100, default: 5, trait: 'user.people' },
      { id: 'cost', label: 'Cost of an hour', unit: '€', min: 0, max: 500, default: 50, assumption: true },
    ],
    results: [
      { id: 'week', label: 'A week', formula: { multiply: [{ input: 'people' }, { input: 'cost' }] } },
    ],
  },
});

const INVITE = asked(
  'invite',
  'banner',
  {
    content: {
      en: {
        title: 'There is room for 5 more',
        dismissLabel: 'Not now',
        actions: [
          {
            ...{ id: 'primary', label: 'Invite a teammate', do: 'invite' },
            data: {
              roles: [
                { id: 'viewer', label: 'Viewer' },
                { id: 'editor', label: 'Editor' },
              ],
            },
          },
        ],
      },
    },
  },
  { when: { on: [{ page: true }] }, where: { surface: 'slot', slot: 'banner' } },
);

export const NUDGES = [GATE, SURVEY, CALCULATOR, INVITE];
