import { describe, expect, it } from 'vitest';
import type { Change, ChangeFeed } from './change-feed.port.js';

/** What every `ChangeFeed` must do. `create` gives a feed of which nothing was published. */
export const changeFeedConformance = (name: string, create: () => Promise<ChangeFeed>): void => {
  describe(`ChangeFeed: ${name}`, () => {
    const listen = (feed: ChangeFeed, after?: number): { seen: Change[]; stop: () => void } => {
      const seen: Change[] = [];
      return { seen, stop: feed.subscribe('ruleset', (change) => seen.push(change), after) };
    };

    it('tells subscribers of changes in order, with ids that count up', async () => {
      const feed = await create();
      const { seen } = listen(feed);
      const first = await feed.publish('ruleset', 'r1');
      const second = await feed.publish('ruleset', 'r2');
      expect(second.id).toBeGreaterThan(first.id);
      await expect.poll(() => seen).toEqual([first, second]);
      await feed.close();
    });

    it('tells a newcomer the latest alone', async () => {
      const feed = await create();
      await feed.publish('ruleset', 'r1');
      const latest = await feed.publish('ruleset', 'r2');
      const { seen } = listen(feed);
      await expect.poll(() => seen).toEqual([latest]);
      expect(feed.latest('ruleset')).toEqual(latest);
      await feed.close();
    });

    it('resumes: tells what is newer than the last one seen, and nothing when nothing is', async () => {
      const feed = await create();
      const first = await feed.publish('ruleset', 'r1');
      const upToDate = listen(feed, first.id);
      const second = await feed.publish('ruleset', 'r2');
      const behind = listen(feed, first.id);
      await expect.poll(() => behind.seen).toEqual([second]);
      await expect.poll(() => upToDate.seen).toEqual([second]);
      await feed.close();
    });

    it('keeps topics apart', async () => {
      const feed = await create();
      const { seen } = listen(feed);
      await feed.publish('applied', '12');
      const change = await feed.publish('ruleset', 'r1');
      await expect.poll(() => seen).toEqual([change]);
      expect(feed.latest('applied')?.version).toBe('12');
      await feed.close();
    });

    it('tells of a subject to whoever listens, and keeps nothing for who comes later', async () => {
      const feed = await create();
      const seen: Change[] = [];
      feed.subscribe('account:acct_7', (change) => seen.push(change));
      const change = await feed.publish('account:acct_7', '12');
      await feed.publish('account:acct_8', '13');
      await expect.poll(() => seen).toEqual([change]);
      expect(feed.latest('account:acct_7')).toBeUndefined();
      await feed.close();
    });

    it('is quiet after one unsubscribed', async () => {
      const feed = await create();
      const gone = listen(feed);
      const staying = listen(feed);
      gone.stop();
      await feed.publish('ruleset', 'r1');
      await expect.poll(() => staying.seen.length).toBe(1);
      expect(gone.seen).toEqual([]);
      await feed.close();
    });
  });
};
