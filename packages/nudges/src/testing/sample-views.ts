import type { AtLimit, Nudge, NudgeType, Stage } from '@tendril/protocol';
import { plain } from './sample-page.js';

const PLANS = [
  { id: 'team', name: 'Team', price: '€49 a month', features: ['10 seats'], limits: { seats: 10 } },
  { id: 'business', name: 'Business', price: '€119 a month', features: ['25 seats'], limits: { seats: 25 } },
];

const ACTIONS = [
  { id: 'primary', label: 'Go on', do: 'emit', event: 'went' },
  { id: 'secondary', label: 'Not now', do: 'dismiss' },
] as const;

type WithoutThen<T> = T extends { then: infer How } ? Omit<T, 'then'> & { how: How } : never;

/** A stage that always holds, at which a limit is reached. */
export const atLimit = ({ how, ...more }: WithoutThen<AtLimit>): Stage => ({
  id: 'full',
  if: {},
  // biome-ignore lint/suspicious/noThenProperty: a field of the document, which nobody awaits
  limit: { then: how, ...more } as AtLimit,
});

const WHAT: { [type in NudgeType]: Partial<Nudge['what']> } = {
  banner: { meter: { usage: 'seats' }, tone: 'warn' },
  inline: { heading: 3 },
  slidein: {},
  popover: {},
  modal: {},
  gate: {
    plans: PLANS,
    stages: [atLimit({ how: 'grace', until: 'account.graceUntil' })],
  },
  meter: {
    meters: [
      { usage: 'seats', label: 'Seats' },
      { usage: 'storage', label: 'Storage' },
      { usage: 'mails', label: 'E-mails' },
      { usage: 'unheard-of', label: 'Not reported' },
    ],
  },
  checklist: {
    checklist: {
      items: [
        { id: 'name', label: 'Name it', done: { 'account.name': { $exists: true } } },
        {
          id: 'report',
          label: 'Build a report',
          hint: 'It takes a minute.',
          done: { $did: { event: 'report.created', within: '7d' } },
          action: { label: 'New report', do: 'emit', event: 'report.created' },
        },
      ],
    },
  },
  survey: {
    survey: {
      steps: [
        {
          id: 'role',
          kind: 'single',
          label: 'What is your role?',
          trait: 'user.role_self',
          required: true,
          options: [
            { value: 'eng', label: 'Engineering' },
            { value: 'pm', label: 'Product' },
          ],
          next: [{ if: { 'answer.role': 'pm' }, to: 'ease' }],
        },
        {
          id: 'goals',
          kind: 'multiple',
          label: 'What for?',
          hint: 'Choose as many as you like.',
          trait: 'account.goals',
          options: [
            { value: 'reports', label: 'Reports' },
            { value: 'alerts', label: 'Alerts' },
          ],
        },
        { id: 'ease', kind: 'scale', label: 'How easy is it?', min: 0, max: 10, low: 'Hard', high: 'Easy' },
        { id: 'more', kind: 'text', label: 'Anything else?' },
      ],
    },
  },
  calculator: {
    calculator: {
      inputs: [
        { id: 'people', label: 'People', min: 1, max: 100, default: 5, fact: 'usage.seats.used' },
        {
          id: 'hours',
          label: 'Time',
          unit: 'hours a week',
          min: 0,
          max: 40,
          step: 0.5,
          default: 4,
          trait: 'user.hours',
        },
        { id: 'cost', label: 'Cost of an hour', unit: '€', min: 0, max: 500, default: 50, assumption: true },
      ],
      results: [
        {
          id: 'week',
          label: 'A week',
          formula: { multiply: [{ input: 'people' }, { input: 'hours' }, { input: 'cost' }] },
          style: 'currency:EUR',
        },
        {
          id: 'each',
          label: 'Hours for each euro',
          formula: { divide: [{ input: 'hours' }, { input: 'cost' }] },
        },
      ],
    },
  },
  recap: {
    recap: {
      figures: [
        { id: 'reports', value: '{account.recap.reports,number}', label: 'reports sent' },
        { id: 'hours', value: '{account.recap.hours,number,unit:hour}', label: 'of work saved' },
      ],
    },
  },
};

/** A nudge of each type that shows to everybody who has `SAMPLE_FACTS`, in a slot of the type's name. */
export const sampleOf = (
  type: NudgeType,
  over: Partial<Nudge['what']> = {},
  more: Partial<Nudge> = {},
): Nudge =>
  plain(type, type, {
    type,
    what: {
      locale: 'en',
      content: {
        en: {
          title: `A ${type} for {account.name}`,
          body: 'What it is about, in a line.',
          actions: [...ACTIONS],
        },
      },
      ...WHAT[type],
      ...over,
    },
    ...more,
  });

/** What the samples speak of. */
export const SAMPLE_FACTS = {
  account: {
    name: 'Acme',
    plan: 'team',
    graceUntil: '2026-12-01T00:00:00Z',
    recap: { reports: 128, hours: 31 },
  },
  usage: {
    seats: { used: 9, limit: 10 },
    storage: { used: 50, limit: 50 },
    mails: { used: 3120 },
  },
};
