import { Acme } from './support/acme.ts';
import type { Collector } from './support/collector.ts';
import { eventually } from './support/eventually.ts';
import { named, type StoredEvent, timesStored } from './support/stored-event.ts';
import { expect, test } from './support/test.ts';

const BURST = 20;

const allStored = (ids: string[]) => (events: StoredEvent[]) =>
  timesStored(events, ids).every((times) => times > 0);

/** Waits until all are stored; then none may be there twice, nor be counted twice. */
async function expectEachOnce(collector: Collector, ids: string[]): Promise<void> {
  const events = await collector.receivedWhen(allStored(ids), `${ids.length} events`);
  expect(timesStored(events, ids)).toEqual(ids.map(() => 1));
  expect(new Set(events.map(({ event }) => event.messageId)).size).toBe(events.length);
  const miscounted = async () => (await collector.stats()).stored - (await collector.received()).length;
  await eventually(miscounted).toBe(0);
}

test('a tab closed right after the click loses nothing', async ({ app, collector }) => {
  const tab = await app.newTab();
  const acme = new Acme(tab);
  await acme.open('reports');
  await tab.click({ button: 'New report' });
  const ids = await acme.record('last-moment', BURST);
  await tab.close();

  await new Acme(app).open('reports');

  await expectEachOnce(collector, ids);
  expect(named(await collector.received(), 'report-created')).toHaveLength(1);
});

test('events of a time without a collector arrive when it is back', async ({ app, collector }) => {
  const acme = new Acme(app);
  await acme.open();
  await collector.stop();
  const ids = await acme.record('while-away', BURST);
  await app.click({ button: 'Add teammate' });
  expect((await acme.stats()).queued).toBeGreaterThanOrEqual(BURST);

  await acme.reload();
  await collector.start();
  await acme.comeBack();

  await expectEachOnce(collector, ids);
  expect(named(await collector.received(), 'teammate-added')).toHaveLength(1);
});

test('a collector killed between two answers loses nothing it has confirmed', async ({ app, collector }) => {
  const acme = new Acme(app);
  await acme.open();
  const before = await acme.record('before-the-crash', BURST);
  await collector.receivedWhen(allStored(before), 'the first burst');
  await collector.kill();
  const during = await acme.record('during-the-crash', BURST);
  await collector.start();
  await acme.comeBack();
  const after = await acme.record('after-the-crash', BURST);

  await expectEachOnce(collector, [...before, ...during, ...after]);
});

test('two tabs share the queue without sending twice', async ({ app, collector }) => {
  const first = new Acme(app);
  await first.open();
  const second = new Acme(await app.newTab());
  await second.open();
  await collector.stop();
  const ids = [
    ...(await first.record('from-the-first', BURST)),
    ...(await second.record('from-the-second', BURST)),
    ...(await first.record('from-the-first', BURST)),
  ];
  await collector.start();
  await first.comeBack();

  await expectEachOnce(collector, ids);
});

test('a batch that comes a second time is not counted again', async ({ app, collector }) => {
  const acme = new Acme(app);
  await acme.open();
  const ids = await acme.record('said-twice', BURST);
  const events = await collector.receivedWhen(allStored(ids), 'the burst');

  await collector.post(events.map(({ event }) => event));

  await eventually(async () => (await collector.stats()).duplicates).toBeGreaterThanOrEqual(events.length);
  await expectEachOnce(collector, ids);
});
