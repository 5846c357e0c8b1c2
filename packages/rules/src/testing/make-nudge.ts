import type { Nudge } from '@tendril/protocol';
import type { ArbiterContext } from '../arbiter/arbiter-context.js';
import type { Candidate } from '../arbiter/decision.js';

/** A day of the tests, epoch milliseconds. */
export const NOW = Date.parse('2026-03-10T12:00:00Z');

/** A nudge that shows to everybody on every page; `over` replaces parts of it. */
export const makeNudge = (over: Partial<Nudge> = {}): Nudge => ({
  id: 'n',
  rev: 1,
  type: 'banner',
  category: 'upsell',
  when: { on: [{ page: true }] },
  where: { surface: 'slot', slot: 'top' },
  what: { locale: 'en', content: { en: { title: 'Hello' } } },
  ...over,
});

/** A candidate for which every gate is open. */
export const makeCandidate = (nudge: Partial<Nudge> = {}, over: Partial<Candidate> = {}): Candidate => ({
  nudge: makeNudge(nudge),
  who: true,
  stage: { id: '' },
  triggered: { at: NOW, asked: false },
  episode: 'e',
  values: () => ({}),
  ...over,
});

/** A context in which nothing stands in the way. */
export const makeContext = (over: Partial<ArbiterContext> = {}): ArbiterContext => ({
  now: NOW,
  ledger: {},
  policy: {},
  categories: {},
  session: 's1',
  ids: { user: 'u_1', account: 'acct_1' },
  path: '/reports',
  surfaceTrouble: () => undefined,
  busy: {},
  broken: {},
  identityPending: false,
  ...over,
});
