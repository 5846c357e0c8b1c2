import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('what can not be sent is told to the page at once and to the collector with the next batch', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  const [nameless, circular, huge, good] = await visitor.tab.evaluate(() => {
    const { tendril } = window;
    const loop: { self?: unknown } = {};
    loop.self = loop;
    return [
      tendril.track('' as never),
      tendril.track('loop', loop as never),
      tendril.track('huge', { text: 'x'.repeat(40_000) }),
      tendril.track('good'),
    ];
  });
  await visitor.untilSent();

  await ledger.expectExactly([good!]);
  expect(await visitor.drops()).toMatchObject([
    { reason: 'invalid', messageId: nameless },
    { reason: 'unserializable', messageId: circular },
    { reason: 'too_large', messageId: huge },
  ]);
  const told = { invalid: 1, unserializable: 1, too_large: 1 };
  expect(faulty.wire()[0]?.dropped).toEqual(told);
  expect((await visitor.stats()).dropped).toEqual(told);
});
