import { Acme } from './support/acme.ts';
import type { Collector } from './support/collector.ts';
import { eventually } from './support/eventually.ts';
import { changed } from './support/rules.ts';
import { named } from './support/stored-event.ts';
import { expect, test } from './support/test.ts';

/** The properties of a nudge's events of a name, once one of them is of this stage. */
async function toldWith(collector: Collector, name: string, stage: string) {
  const isThere = ({ event }: { event: { properties?: Record<string, unknown> } }) =>
    event.properties?.stage === stage;
  const events = await collector.receivedWhen(
    (stored) => named(stored, name).some(isThere),
    `${name} of ${stage}`,
  );
  return named(events, name).map(({ event }) => event.properties ?? {});
}

test('an episode is exposed once, over a reload too, and every event says which showing it is of', async ({
  app,
  collector,
}) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  const [first] = await toldWith(collector, 'nudge.exposed', 's70');
  expect(first).toMatchObject({
    nudge: 'seats-usage',
    rev: 1,
    stage: 's70',
    episode: 's70:10',
    surface: 'slot:app-banner',
    locale: 'en',
    session: expect.any(String),
    at: expect.any(Number),
  });

  await acme.reload();
  await acme.expectBanner('7 of 10');
  await acme.fillSeats(9);

  // Exposed once more only with the next episode: what came before it is all there is of the first.
  const exposed = await toldWith(collector, 'nudge.exposed', 's90');
  expect(exposed.map(({ stage }) => stage)).toEqual(['s70', 's90']);
  const assigned = await toldWith(collector, 'nudge.assigned', 's90');
  expect(assigned.map(({ stage, shown }) => [stage, shown])).toEqual([
    ['s70', true],
    ['s90', true],
  ]);
});

test('a control group is assigned where it would show, and sees nothing', async ({ app, collector }) => {
  const arms = [{ id: 'control', weight: 1, show: false }];
  collector.editRules(changed((nudge) => ({ ...nudge, test: { key: 'k', unit: 'account', arms } })));
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);

  const assigned = await toldWith(collector, 'nudge.assigned', 's70');

  expect(assigned).toMatchObject([{ arm: 'control', shown: false, locale: 'en' }]);
  await acme.expectNoBanner();
  expect((await acme.explain('seats-usage')).reason).toBe('holdout');
  expect(named(await collector.received(), 'nudge.exposed')).toEqual([]);
});

const GOAL = { event: 'invite-teammate', window: 'P14D', unit: 'account' };

test('the goal is told with the showing that it follows, and ends the nudge', async ({ app, collector }) => {
  collector.editRules(
    changed((nudge) => ({ ...nudge, goal: GOAL, how: { ...nudge.how, stopOn: ['goal'] } })),
  );
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await acme.expectBanner('7 of 10');
  await acme.invite('nadia@acme.example');

  const events = await collector.receivedWhen(
    (stored) => named(stored, 'nudge.goal').length > 0 && named(stored, 'nudge.stopped').length > 0,
    'the goal, and the end',
  );
  const [goal] = named(events, 'nudge.goal');
  expect(goal?.event.properties).toMatchObject({
    nudge: 'seats-usage',
    rev: 1,
    episode: 's70:10',
    event: 'invite-teammate',
  });
  expect(named(events, 'nudge.stopped')[0]?.event.properties).toMatchObject({ on: 'goal' });
  await eventually(async () => (await acme.explain('seats-usage')).reason).toBe('stopped');
  await acme.expectNoBanner();
});

test('a control group reaches goals too, so that it can be compared', async ({ app, collector }) => {
  const arms = [{ id: 'control', weight: 1, show: false }];
  collector.editRules(
    changed((nudge) => ({ ...nudge, goal: GOAL, test: { key: 'k', unit: 'account', arms } })),
  );
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await toldWith(collector, 'nudge.assigned', 's70');
  await acme.record('invite-teammate', 1);
  const events = await collector.receivedWhen(
    (stored) => named(stored, 'nudge.goal').length > 0,
    'the goal of the control group',
  );
  expect(named(events, 'nudge.goal').map(({ event }) => event.properties)).toEqual([
    expect.objectContaining({ nudge: 'seats-usage', arm: 'control', episode: 's70:10' }),
  ]);
  await acme.expectNoBanner();
});

test('a dismissal says how and after how long', async ({ app, collector }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await app.click({ button: 'Dismiss' });

  const [dismissed] = await toldWith(collector, 'nudge.dismissed', 's70');

  expect(dismissed).toMatchObject({ via: 'close', ms: expect.any(Number) });
  expect(dismissed?.ms).toBeGreaterThan(0);
});

test('a rest that the document offers is taken', async ({ app, collector }) => {
  collector.editRules(changed((nudge) => ({ ...nudge, how: { ...nudge.how, snooze: ['P3D'] } })));
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await app.click({ button: 'Remind me in 3 days' });
  await eventually(async () => (await acme.explain('seats-usage')).reason).toBe('snoozed');
  const [snoozed] = await toldWith(collector, 'nudge.snoozed', 's70');
  expect(Number(snoozed?.until) - Number(snoozed?.at)).toBe(3 * 24 * 3_600_000);
});

test('`never` outlasts the stages', async ({ app, collector }) => {
  collector.editRules(changed((nudge) => ({ ...nudge, how: { ...nudge.how, neverAgain: true } })));
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await app.click({ button: 'Don’t show this again' });
  await eventually(async () => (await acme.explain('seats-usage')).reason).toBe('never');
  await acme.fillSeats(9);
  await acme.reload();
  await eventually(async () => (await acme.explain('seats-usage')).reason).toBe('never');
  await acme.expectNoBanner();
});
