import type { MembershipChange, MembershipChanges } from '../facts/membership-changes.port.js';
import type { CollectorOptions, CollectorParts } from '../options.js';
import { startCollector, WRITE_KEY } from './start-collector.js';
import { writeFiles } from './write-files.js';

export const WEBHOOK_SECRET = 'whsec_YSBzZWNyZXQgb2YgdGhlIHJlY2VpdmVyLCAzMiBieXQ=';
export const ENV = { HOOK: WEBHOOK_SECRET, CDP: 'cdp_key' };

export const webhook = (url: string, on: object[], more: object = {}) => ({
  name: 'sales',
  type: 'webhook',
  url,
  secret: 'env:HOOK',
  on,
  ...more,
});

export const forwardersFile = (...forwarders: object[]): string =>
  writeFiles({ 'forwarders.json': { forwarders } })['forwarders.json'];

/** Membership changes that a test makes. */
export const fakeMemberships = (): MembershipChanges & { add(change: Partial<MembershipChange>): void } => {
  const changes: MembershipChange[] = [];
  return {
    add: (change) =>
      void changes.push({
        seq: changes.length + 1,
        viewer: { account: 'acct_7' },
        kind: 'segment',
        name: 'power-users',
        change: 'entered',
        cause: 'facts',
        at: '2026-01-01T00:00:00.000Z',
        figures: { usage: { seats: { used: 9, limit: 10 } } },
        ...change,
      }),
    after: async (seq, limit) => changes.filter((change) => change.seq > seq).slice(0, limit),
  };
};

/** A collector that forwards, and whose failures are tried again at once. */
export const startForwarding = async (
  forwarders: object[],
  parts: CollectorParts = {},
  options: Partial<CollectorOptions> = {},
) => {
  const file = forwardersFile(...forwarders);
  const running = await startCollector(
    { forwarders: file, ...options },
    { env: ENV, random: () => 0, ...parts },
  );
  return {
    ...running,
    send: (...batch: object[]) => running.post('/v1/batch', { writeKey: WRITE_KEY, batch }),
    /** What the outbox says of its only forwarder. */
    counts: async () => (await running.admin('forwarders')).forwarders[0],
  };
};
