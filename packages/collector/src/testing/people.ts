import type { FactsReply, Ruleset, TendrilEvent } from '@tendril/protocol';
import type { CollectorOptions, CollectorParts } from '../options.js';
import { type RunningCollector, startCollector, WRITE_KEY } from './start-collector.js';
import { bearer, TOKEN_SECRET, tokenFor } from './tokens.js';

export const RULES_PATH = `/v1/rules?writeKey=${WRITE_KEY}`;
type Who = Parameters<typeof tokenFor>[0];

/** A collector that believes tokens, and what people do with it. */
export interface PeopleCollector extends RunningCollector {
  /** Sends a batch, and waits until it is applied. */
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed reply.
  send(batch: Partial<TendrilEvent>[], more?: object): Promise<any>;
  /** The facts of u_1 of acct_7, where nothing else is said. */
  facts(who?: Who): Promise<FactsReply>;
  /** The ruleset as a person is given it, and its revision; without a token when nobody is named. */
  rules(who?: Who | 'nobody'): Promise<{ ruleset: Ruleset; revision: string }>;
  publish(ruleset: Ruleset): Promise<void>;
}

export const startForPeople = async (
  now: () => number,
  options: Partial<CollectorOptions> = {},
  parts: CollectorParts = {},
): Promise<PeopleCollector> => {
  const tokens = { secrets: [{ secret: TOKEN_SECRET }] };
  const running = await startCollector({ tokens, ...options }, { now, ...parts });
  return {
    ...running,
    send: async (batch, more = {}) => {
      const reply = await running.post('/v1/batch', { writeKey: WRITE_KEY, batch, ...more });
      await running.applied();
      return reply.json();
    },
    facts: async (who = {}) => (await running.get('/v1/facts', bearer(await tokenFor(who, now())))).json(),
    rules: async (who = {}) => {
      const headers = who === 'nobody' ? {} : bearer(await tokenFor(who, now()));
      const response = await running.get(RULES_PATH, headers);
      return {
        ruleset: await response.json(),
        revision: String(response.headers.get('etag')).replaceAll('"', ''),
      };
    },
    publish: async (ruleset) => {
      const response = await running.tell('rules', { ruleset, note: 'test' });
      if (!response.ok) throw new Error(JSON.stringify(await response.json()));
    },
  };
};
