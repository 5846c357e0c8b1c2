import type { ContentAction, HowOften } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { plain } from '../testing/plain-nudge.js';
import { offersOf } from './offers.js';
import type { Scene } from './scene.js';

const offers = (how: HowOften, actions: ContentAction[] = [], text = {}, locale = 'en') =>
  offersOf({
    active: { nudge: plain('n', 'a', { how }), locale },
    content: { actions, text },
  } as unknown as Scene).map(({ label, do: kind, data }) => [label, kind, data?.for]);

it.each([
  ['nothing that the document does not offer', {}, []],
  ['never again', { neverAgain: true }, [['Don’t show this again', 'never', undefined]]],
  [
    'each rest, in its largest unit',
    { snooze: ['P1D', 'P3D', 'PT4H', 'PT90M', 'PT45S', 'P1DT1H'] },
    [
      ['Remind me in 1 day', 'snooze', 'P1D'],
      ['Remind me in 3 days', 'snooze', 'P3D'],
      ['Remind me in 4 hours', 'snooze', 'PT4H'],
      ['Remind me in 90 minutes', 'snooze', 'PT90M'],
      ['Remind me in 45 seconds', 'snooze', 'PT45S'],
      ['Remind me in 25 hours', 'snooze', 'P1DT1H'],
    ],
  ],
] as [string, HowOften, unknown[]][])('offers %s', (_, how, expected) => {
  expect(offers(how)).toEqual(expected);
});

it('leaves out what a button of the document does', () => {
  const own: ContentAction[] = [
    { id: 'link', label: 'In a week', do: 'snooze', data: { for: 'P7D' } },
    { id: 'link', label: 'Stop it', do: 'never' },
  ];
  expect(offers({ snooze: ['P7D', 'P1D'], neverAgain: true }, own)).toEqual([
    ['Remind me in 1 day', 'snooze', 'P1D'],
  ]);
});

it('says it in the words of the document', () => {
  const text = { snooze: 'Erinnere mich {in}', never: 'Nicht mehr zeigen' };
  expect(offers({ snooze: ['P3D'], neverAgain: true }, [], text, 'de')).toEqual([
    ['Erinnere mich in 3 Tagen', 'snooze', 'P3D'],
    ['Nicht mehr zeigen', 'never', undefined],
  ]);
});
