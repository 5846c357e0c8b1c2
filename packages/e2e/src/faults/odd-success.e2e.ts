import { type Answer, always, passAnswering } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

/** What proxies make of the collector's answer. */
const ANSWERS: [name: string, answer: Answer][] = [
  ['204', { status: 204 }],
  ['200 with HTML', { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Hello</h1>' }],
  ['200 without a body', { status: 200 }],
  ['200 with JSON that is not ours', { status: 200, body: '[{"rejected":1}]' }],
];

test('any 2xx is success, whatever its body', async ({ app, site, faulty, ledger }) => {
  const visitor = await Visitor.open(app, site.page());
  const ids: string[] = [];
  for (const [name, answer] of ANSWERS) {
    await test.step(name, async () => {
      faulty.follow(always(passAnswering(answer)));
      ids.push(...(await visitor.track(10)));
      await visitor.flush();
      expect((await visitor.stats()).queued).toBe(0);
    });
  }

  await ledger.expectExactly(ids);
  expect(faulty.wire()).toHaveLength(ANSWERS.length);
  expect(await visitor.drops()).toEqual([]);
});
