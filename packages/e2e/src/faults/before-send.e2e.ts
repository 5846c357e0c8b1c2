import type { TendrilEvent } from '@tendril/browser';
import { contextOf } from '../support/faults/context-of.ts';
import { always, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

/** The site's own filter: says nothing of the page, and nothing at all of what is private. */
const filterOutPage = () => {
  const stub = window.tendril as unknown as { q: unknown[] };
  const beforeSend = (event: TendrilEvent) => {
    delete event.context?.page;
    return event.event === 'private' ? null : event;
  };
  stub.q.push(['init', { beforeSend }]);
};

test('what beforeSend takes out stays out of a request whose other events carry it', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const path = site.page();
  // The address is part of what is taken out: wherever it went, this would show.
  const filtered = await Visitor.open(app, `${site.page({ before: [filterOutPage] })}#secret-token`);
  const plain = await Visitor.open(await app.newTab(), path);
  faulty.follow(always(refuse(503)));
  const bare = await filtered.track(5);
  const [dropped] = await filtered.trackNamed(['private']);
  await filtered.flush();
  const whole = await plain.track(5);
  await plain.flush();
  bare.push(...(await filtered.track(5)));
  await filtered.flush();
  faulty.follow();
  await filtered.tab.evaluate(() => void dispatchEvent(new Event('online')));
  await filtered.untilIdle();
  await plain.untilIdle();

  const stored = await ledger.expectExactly([...bare, ...whole]);
  for (const event of stored) {
    const { page, locale } = contextOf(event);
    expect(page?.path).toBe(whole.includes(event.event.messageId) ? path : undefined);
    expect(locale).toBeTruthy();
  }
  expect(faulty.wire().filter(({ fate }) => fate === 'passed')).toHaveLength(1);
  for (const { text } of faulty.wire()) expect(text).not.toContain('secret-token');
  expect(await filtered.drops()).toMatchObject([{ reason: 'before_send', messageId: dropped }]);
});
