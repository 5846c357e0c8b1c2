import type { BatchReply } from '@tendril/protocol';
import type { Clock, Reply, RulesetSource, Transport } from '../ports.js';

interface SentBatch {
  /** When, by the clock. */
  at: number;
  ids: string[];
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed body
  body: any;
}

type Answer = Partial<Reply> | ((batch: SentBatch) => Partial<Reply> | Promise<Partial<Reply>>);

export interface FakeCollector {
  /** What the next requests get, in order; after them every one gets `otherwise`. */
  replies: Answer[];
  otherwise: Answer;
  readonly requests: SentBatch[];
  /** messageIds that were answered with 2xx, or came by beacon; with repetitions. */
  readonly delivered: string[];
  readonly beacons: SentBatch[];
  /** Beacons that the browser takes before it refuses. */
  beaconsAllowed: number;
  /** The ruleset as served. */
  ruleset: { etag: string; body: string } | Error;
  rulesetRequests: number;
  /** Open live streams: call one to say that a ruleset changed. */
  readonly streams: Set<(revision: string) => void>;
  online: boolean;
  beacon(body: string): boolean;
  /** A tab's way to it; the tabs of one browser share a lock. */
  connect(lock: { held: boolean }): Transport;
  readonly rules: RulesetSource;
  /** Requests go on when their page goes. */
  outliving: boolean;
}

const read = (text: string, at: number): SentBatch => {
  const body = JSON.parse(text);
  return { at, ids: body.batch.map(({ messageId }: { messageId: string }) => messageId), body };
};

export const accepted = (reply: Partial<BatchReply> = {}): Reply => ({
  status: 200,
  body: JSON.stringify({ accepted: 0, rejected: [], ...reply }),
});

/** A collector that answers as scripted, and keeps what it got. */
export function createFakeCollector(clock: Pick<Clock, 'now'>): FakeCollector {
  const succeeded = (reply: Reply) => reply.status >= 200 && reply.status < 300;
  const collector: FakeCollector = {
    replies: [],
    otherwise: accepted(),
    requests: [],
    delivered: [],
    beacons: [],
    beaconsAllowed: Number.POSITIVE_INFINITY,
    ruleset: new Error('no ruleset'),
    rulesetRequests: 0,
    streams: new Set(),
    online: true,
    outliving: false,
    beacon(body) {
      if (collector.beacons.length >= collector.beaconsAllowed) return false;
      const batch = read(body, clock.now());
      collector.beacons.push(batch);
      collector.delivered.push(...batch.ids);
      return true;
    },
    connect: (lock) => ({
      async exclusive(fn) {
        if (lock.held) return false;
        lock.held = true;
        await fn().finally(() => {
          lock.held = false;
        });
        return true;
      },
      online: () => collector.online,
      async post(text) {
        const batch = read(text, clock.now());
        collector.requests.push(batch);
        const answer = collector.replies.shift() ?? collector.otherwise;
        const reply = {
          status: 0,
          body: '',
          ...(await (typeof answer === 'function' ? answer(batch) : answer)),
        };
        if (succeeded(reply)) collector.delivered.push(...batch.ids);
        return reply;
      },
      outlives: () => collector.outliving,
    }),
    rules: {
      async fetch() {
        collector.rulesetRequests += 1;
        if (collector.ruleset instanceof Error) throw collector.ruleset;
        return collector.ruleset;
      },
      stream(onRuleset) {
        collector.streams.add(onRuleset);
        return () => collector.streams.delete(onRuleset);
      },
    },
  };
  return collector;
}
