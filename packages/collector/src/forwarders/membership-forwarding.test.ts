import { USAGE_EVENT } from '@tendril/protocol';
import { expect, it, vi } from 'vitest';
import { SUBSCRIPTION_EVENT } from '../billing/subscription-change.js';
import { makeNudge } from '../testing/make-ruleset.js';
import { startReceiver } from '../testing/receiver.js';
import { SECRET_KEY } from '../testing/start-collector.js';
import { startForwarding, webhook } from '../testing/start-forwarding.js';
import { bearer } from '../testing/tokens.js';
import { writeFiles } from '../testing/write-files.js';

// Everything here happens beside something else, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const RULESET = {
  version: '1',
  segments: { crowded: { 'usage.seats.ratio': { $gte: 0.9 } }, paying: { 'account.plan': 'scale' } },
  nudges: [
    makeNudge('seats-usage', {
      what: {
        locale: 'en',
        content: { en: { title: 'Seats' } },
        stages: [{ id: 'offer', if: { 'usage.seats.ratio': { $gte: 0.9 } } }],
      },
    }),
  ],
};
const seats = (messageId: string, used: number) => ({
  type: 'track',
  event: USAGE_EVENT,
  userId: 'u_1',
  messageId,
  context: { groupId: 'acct_7' },
  properties: { meter: 'seats', used, limit: 10 },
});

const start = async () => {
  const receiver = await startReceiver();
  const rules = writeFiles({ 'rules.json': RULESET })['rules.json'];
  const on = [
    { segment: 'crowded' },
    { segment: 'crowded', change: 'left' },
    { segment: 'paying' },
    { stage: 'seats-usage/offer' },
  ];
  return { receiver, ...(await startForwarding([webhook(receiver.url, on)], {}, { rules })) };
};

it('tells of segments and stages that a collector finds out, with the figures of that moment', async () => {
  const { receiver, send } = await start();
  await send(seats('m1', 9));
  const entered = await receiver.received(2);
  expect(entered.map(({ json }) => json.type).sort()).toEqual(['segment.entered', 'stage.entered']);
  for (const { json } of entered) {
    expect(json.data).toMatchObject({
      accountId: 'acct_7',
      facts: { usage: { seats: { used: 9, limit: 10 } } },
    });
  }
  await send(seats('m2', 2));
  const left = (await receiver.received(3)).at(-1);
  expect(left?.json).toMatchObject({ type: 'segment.left', data: { segment: 'crowded' } });
});

it('tells of a segment that a subscription brings an account into', async () => {
  const { receiver, post } = await start();
  const properties = {
    subscription: 's',
    status: 'active',
    plan: 'scale',
    amount: 1,
    currency: 'EUR',
    interval: 'month',
  };
  const told = {
    type: 'track',
    event: SUBSCRIPTION_EVENT,
    messageId: 's1',
    anonymousId: 'stripe',
    properties,
  };
  await post('/v1/batch', { batch: [{ ...told, context: { groupId: 'acct_7' } }] }, bearer(SECRET_KEY));
  expect((await receiver.first()).json).toMatchObject({
    type: 'segment.entered',
    data: { segment: 'paying', accountId: 'acct_7' },
  });
});
