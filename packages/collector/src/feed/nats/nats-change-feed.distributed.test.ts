import { expect, it, onTestFinished } from 'vitest';
import { connectNats } from '../../nats/connect-nats.js';
import { parseNatsAddress } from '../../nats/nats-address.js';
import { ownNatsAddress } from '../../testing/servers/own-address.js';
import { changeFeedConformance } from '../change-feed.conformance.js';
import type { Change, ChangeFeed } from '../change-feed.port.js';
import { openNatsChangeFeed } from './nats-change-feed.js';

const open = async (address = parseNatsAddress(ownNatsAddress())): Promise<ChangeFeed> => {
  const connection = await connectNats(address);
  onTestFinished(() => connection.close());
  return openNatsChangeFeed(connection, address);
};

changeFeedConformance('NATS', () => open());

it('tells other collectors, and whoever opens it later, with the same ids', async () => {
  const address = parseNatsAddress(ownNatsAddress());
  const [one, other] = [await open(address), await open(address)];
  const seen: Change[] = [];
  other.subscribe('ruleset', (change) => seen.push(change));
  other.subscribe('account:acct_7', (change) => seen.push(change));
  const ruleset = await one.publish('ruleset', 'r1');
  await expect.poll(() => seen).toEqual([ruleset]);
  const account = await one.publish('account:acct_7', '12');
  await expect.poll(() => seen).toEqual([ruleset, account]);
  const late = await open(address);
  expect(late.latest('ruleset')).toEqual(ruleset);
  expect(late.latest('account:acct_7')).toBeUndefined();
});
