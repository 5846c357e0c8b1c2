import { always, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

for (const [status, meaning] of [
  [401, 'unknown key'],
  [403, 'forbidden'],
  [404, 'not here'],
  [410, 'gone'],
] as const) {
  test(`${status}: one request, one report, nothing at exit, and the rows stay for the next page`, async ({
    app,
    site,
    faulty,
    ledger,
  }) => {
    const visitor = await Visitor.open(app, site.page());
    faulty.follow(always(refuse(status, { body: meaning })));
    const ids = await visitor.track(10);
    await visitor.flush();
    ids.push(...(await visitor.track(60)));
    await visitor.flush();
    expect(await visitor.errors()).toMatchObject([
      { code: `http-${status}`, message: expect.stringContaining(meaning) },
    ]);
    expect((await visitor.stats()).halted).toContain(String(status));
    expect((await visitor.stats()).queued).toBe(ids.length);

    faulty.follow();
    await visitor.reload();
    expect(await visitor.beaconsTaken()).toBe(0);
    await visitor.flush();

    await ledger.expectExactly(ids);
    expect(faulty.wire().filter(({ fate }) => fate === 'refused')).toHaveLength(1);
    expect(await visitor.drops()).toEqual([]);
  });
}
