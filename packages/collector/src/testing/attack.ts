import fc from 'fast-check';
import { expect } from 'vitest';
import { hostileRequests } from './hostile-requests.js';
import { type RunningCollector, WRITE_KEY } from './start-collector.js';

const demandReply = (status: number, reply: Record<string, unknown>): void => {
  expect(status).toBeLessThan(500);
  if (status === 200) {
    expect(reply).toMatchObject({ accepted: expect.any(Number), rejected: expect.any(Array) });
    return;
  }
  expect(reply.error).toMatchObject({
    code: expect.any(String),
    message: expect.any(String),
    cure: expect.any(String),
  });
};

/**
 * Sends `runs` hostile requests, each with an answer that says what is wrong, and then a good one. What was accepted is
 * stored, and the good one too: nothing stops the applier.
 */
export const attack = async (running: RunningCollector, runs: number): Promise<void> => {
  const { post, applied, admin, get } = running;
  let accepted = 0;
  let rejected = 0;
  await fc.assert(
    fc.asyncProperty(hostileRequests, async ({ url, headers, payload }) => {
      const response = await post(url, payload, headers);
      const reply = await response.json();
      demandReply(response.status, reply);
      accepted += reply.accepted ?? 0;
      rejected += reply.rejected?.length ?? 0;
    }),
    { numRuns: runs },
  );
  expect(accepted).toBeGreaterThan(0);
  expect(rejected).toBeGreaterThan(0);
  const good = { type: 'track', event: 'good', userId: 'u_good', messageId: 'good-neighbour' };
  expect((await post('/v1/batch', { writeKey: WRITE_KEY, batch: [good] })).status).toBe(200);
  await applied();
  expect(await (await get('/readyz')).json()).toEqual({ ready: true, reasons: [] });
  expect((await admin('events?event=good')).events).toHaveLength(1);
  expect((await admin('stats')).received).toBe(accepted + rejected + 1);
};
