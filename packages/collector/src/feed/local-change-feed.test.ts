import { expect, it } from 'vitest';
import { changeFeedConformance } from './change-feed.conformance.js';
import { createLocalChangeFeed } from './local-change-feed.js';

changeFeedConformance('in process', async () => createLocalChangeFeed());

it('goes on above the ids of an earlier process', async () => {
  const before = await createLocalChangeFeed(() => 1000).publish('ruleset', 'r1');
  const after = await createLocalChangeFeed(() => 2000).publish('ruleset', 'r1');
  expect(after.id).toBeGreaterThan(before.id);
});
