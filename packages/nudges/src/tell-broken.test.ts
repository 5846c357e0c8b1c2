import type { ActiveNudge, NudgeComponent } from '@tendril/core';
import { expect, it } from 'vitest';
import { tellBroken } from './tell-broken.js';
import { createFakeLink } from './testing/fake-link.js';
import { plain } from './testing/plain-nudge.js';
import { MissingFact } from './text/missing-fact.js';

const own: NudgeComponent = () => ({ update: () => {}, unmount: () => {} });
const TEXTS = 'correct its texts in the ruleset';

const active = (text: ActiveNudge['text'], component?: string): ActiveNudge => {
  const nudge = plain('n', 'app-banner');
  const what = { ...nudge.what, ...(component && { component }) };
  return {
    nudge: { ...nudge, what },
    stage: undefined,
    episode: '',
    surface: 'slot:app-banner',
    locale: 'en',
    text,
  };
};

it.each([
  ['a text that is broken', {}, undefined, new SyntaxError('x'), TEXTS],
  ['a label that is broken', { title: 'T' }, undefined, new SyntaxError('x'), TEXTS],
  ['a label that lacks a fact', { title: 'T' }, undefined, new MissingFact('user.name'), TEXTS],
  [
    'a component of the page',
    { title: 'T' },
    'fancy',
    new TypeError('x'),
    /^mend the page’s own component "fancy"/,
  ],
  [
    'a component that nobody gave',
    { title: 'T' },
    'odd',
    new Error('x'),
    /^give createTendril nudges.components\["odd"\]/,
  ],
  [
    'a view whose file does not come',
    { title: 'T' },
    undefined,
    new TypeError('x'),
    /^serve the files of `chunks\/`/,
  ],
])('the cure for %s is its own', (_, text, component, error, cure) => {
  const { link, notices } = createFakeLink({ components: { fancy: own } });
  tellBroken(link, active(text, component), error);
  const message = `n: ${error}`;
  const told = typeof cure === 'string' ? cure : expect.stringMatching(cure);
  expect(notices).toEqual([{ on: 'error', code: 'render', message, cure: told }]);
});
