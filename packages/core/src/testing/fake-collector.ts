import type { BatchReply, StreamMessage } from '@tendril/protocol';
import type { Clock, FactsAnswer, FactsSource, Reply, RulesetSource, Transport } from '../ports.js';

interface SentBatch {
  /** When, by the clock. */
  at: number;
  ids: string[];
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed body
  body: any;
}

export interface FactsRequest {
  token: string;
  sent: readonly string[];
  held: string | undefined;
}

/** One open stream: what it was opened with, and its two ends. */
export interface FakeStream {
  token: string | undefined;
  after: string | undefined;
  say: (message: StreamMessage, id?: string) => void;
  end: (status?: number) => void;
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
  /** Tokens that came with requests for the ruleset. */
  readonly rulesetTokens: (string | undefined)[];
  /** Its clock, where that is another one. */
  date: number;
  /** What requests for facts are answered. */
  facts: (request: FactsRequest) => FactsAnswer | Promise<FactsAnswer>;
  readonly factsRequests: FactsRequest[];
  /** Open live streams. */
  readonly streams: Set<FakeStream>;
  online: boolean;
  beacon(body: string): boolean;
  /** A tab's way to it; the tabs of one browser share a lock. */
  connect(lock: { held: boolean }): Transport;
  readonly rules: RulesetSource;
  readonly source: FactsSource;
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
    rulesetTokens: [],
    date: Number.NaN,
    facts: () => ({ status: 0 }),
    factsRequests: [],
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
      async fetch(token) {
        collector.rulesetRequests += 1;
        collector.rulesetTokens.push(token);
        if (collector.ruleset instanceof Error) throw collector.ruleset;
        return { ...collector.ruleset, date: collector.date };
      },
    },
    source: {
      async fetch(token, sent, held) {
        const request = { token, sent: [...sent], held };
        collector.factsRequests.push(request);
        return collector.facts(request);
      },
      stream({ token, after }, hear, end) {
        const stream: FakeStream = {
          token,
          after,
          say: (message, id = '') => hear(message, id),
          end(status) {
            collector.streams.delete(stream);
            end(status);
          },
        };
        collector.streams.add(stream);
        return () => collector.streams.delete(stream);
      },
    },
  };
  return collector;
}
