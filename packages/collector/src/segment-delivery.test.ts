import { Analytics } from '@segment/analytics-node';
import { expect, it } from 'vitest';
import { startCollector, WRITE_KEY } from './testing/start-collector.js';

it('takes what Segment’s own Node library delivers, unchanged', async () => {
  const { url, events, deadLetters } = await startCollector();
  const analytics = new Analytics({ host: url, writeKey: WRITE_KEY });
  const failures: unknown[] = [];
  analytics.on('error', (error) => failures.push(error));
  const timestamp = new Date('2026-01-02T03:04:05.678Z');
  analytics.identify({ userId: 'u_1', traits: { role: 'owner' } });
  analytics.group({ userId: 'u_1', groupId: 'acct_1', traits: { plan: 'team' } });
  analytics.track({
    userId: 'u_1',
    event: 'export',
    properties: { rows: 3 },
    context: { ip: '203.0.113.77' },
  });
  analytics.track({ anonymousId: 'anon', event: 'look', timestamp });
  analytics.page({ userId: 'u_1', name: 'Home', properties: { path: '/' } });
  analytics.screen({ userId: 'u_1', name: 'Start' });
  analytics.alias({ userId: 'u_1', previousId: 'anon' });
  await analytics.closeAndFlush();

  expect(failures).toEqual([]);
  const stored = (await events(7)).map(({ event }) => event);
  expect(stored).toMatchObject([
    { type: 'identify', userId: 'u_1', traits: { role: 'owner' } },
    { type: 'group', groupId: 'acct_1', traits: { plan: 'team' } },
    { type: 'track', event: 'export', properties: { rows: 3 }, context: { ip: '203.0.113.0' } },
    { type: 'track', anonymousId: 'anon', event: 'look', originalTimestamp: timestamp.toISOString() },
    { type: 'page', name: 'Home', properties: { path: '/' } },
    { type: 'screen', name: 'Start' },
    { type: 'alias', previousId: 'anon', userId: 'u_1' },
  ]);
  expect(stored[0]?.context?.library).toMatchObject({ name: '@segment/analytics-node' });
  expect(new Set(stored.map(({ messageId }) => messageId)).size).toBe(7);
  expect(await deadLetters()).toEqual([]);
});

it('tells Segment’s library of a wrong key', async () => {
  const { url, admin } = await startCollector();
  const analytics = new Analytics({ host: url, writeKey: 'wrong', maxRetries: 0 });
  const failed = new Promise((resolve) => analytics.on('error', resolve));
  analytics.track({ userId: 'u_1', event: 'export' });
  await analytics.closeAndFlush();
  expect(await failed).toMatchObject({ code: 'delivery_failure' });
  expect(await admin('stats')).toMatchObject({ received: 0, lag: 0 });
});
