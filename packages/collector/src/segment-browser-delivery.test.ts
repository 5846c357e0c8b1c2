// @vitest-environment happy-dom
import { AnalyticsBrowser } from '@segment/analytics-next';
import { expect, it } from 'vitest';
import type { StoredEvent } from './store/store.port.js';
import { SECRET_KEY, startCollector, WRITE_KEY } from './testing/start-collector.js';

it('takes what Segment’s own browser library delivers, unchanged', async () => {
  const { url, collector } = await startCollector();
  const { host } = new URL(url);
  const [analytics] = await AnalyticsBrowser.load(
    {
      writeKey: WRITE_KEY,
      // What its settings service would say: nothing is fetched from elsewhere.
      cdnSettings: {
        integrations: { 'Segment.io': { apiKey: WRITE_KEY, apiHost: `${host}/v1`, protocol: 'http' } },
      },
    },
    { disableClientPersistence: true },
  );
  await analytics.identify('u_1', { role: 'owner' });
  await analytics.group('acct_1', { plan: 'team' });
  await analytics.track('export', { rows: 3 });
  await analytics.page('Home');
  await analytics.alias('u_2', 'u_1');

  // Without the page, which may not ask the operator's side.
  const ask = async (path: string) => {
    const headers = { authorization: `Bearer ${SECRET_KEY}` };
    return (await collector.server.inject({ url: `/v1/admin/${path}`, headers })).json();
  };
  await expect.poll(async () => (await ask('stats')).stored, { timeout: 10_000 }).toBe(5);
  const stored = (await ask('events')).events.map(({ event }: StoredEvent) => event);
  expect(stored).toMatchObject([
    { type: 'identify', userId: 'u_1', traits: { role: 'owner' } },
    { type: 'group', groupId: 'acct_1', traits: { plan: 'team' } },
    { type: 'track', event: 'export', properties: { rows: 3 } },
    { type: 'page', name: 'Home' },
    // The library itself names as `userId` whom it knows.
    { type: 'alias', previousId: 'u_1' },
  ]);
  expect(stored[0]?.context?.library).toMatchObject({ name: 'analytics.js' });
  expect((await ask('dead-letters')).deadLetters).toEqual([]);
}, 30_000);
