import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ruleset } from '@tendril/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import type { RulesRegistry } from '../rules/rules-registry.js';
import { type CountPlan, countPlanOf, NOTHING_COUNTED } from './count-plan.js';
import type { CounterKeeper } from './counter-keeper.port.js';

/** Events of one step. Small, because requests wait meanwhile. */
const STEP_EVENTS = 500;

export interface CountingParts {
  store: Pick<CounterKeeper, 'keepCounters' | 'catchUp'>;
  rules: Pick<RulesRegistry, 'current' | 'settled'>;
  feed: ChangeFeed;
  logger: FastifyBaseLogger;
}

/** Keeps the counters that the ruleset in force asks for. */
export interface Counting {
  /** What is counted now. */
  plan(): CountPlan;
  /** Ends after the slice under way; the rest is counted after the next start. */
  stop(): Promise<void>;
}

/**
 * Follows the ruleset in force: what it asks for the first time is counted from stored events, slice by slice beside
 * everything else. Resolves when the store knows what to count of the events that come from now on.
 */
export const startCounting = async ({ store, rules, feed, logger }: CountingParts): Promise<Counting> => {
  let plan = NOTHING_COUNTED;
  let followed = '';
  let isStopped = false;
  let working: Promise<void> | undefined;
  let again = false;

  const follow = async (): Promise<void> => {
    await rules.settled();
    const { body, revision } = rules.current();
    if (revision === followed) return;
    const next = countPlanOf([JSON.parse(body) as Ruleset]);
    await store.keepCounters([...next.counters.keys()]);
    plan = next;
    followed = revision;
  };
  const work = async (): Promise<void> => {
    do {
      again = false;
      await follow();
      while (!isStopped && (await store.catchUp(plan, STEP_EVENTS))) await nextTurn();
    } while (again && !isStopped);
  };
  const wake = (): void => {
    again = true;
    working ??= work()
      .catch((error: unknown) => logger.error({ err: error }, 'events can not be counted now; trying again'))
      .finally(() => {
        working = undefined;
      });
  };

  await follow();
  // Another collector may have stored events by another ruleset: then counters are behind again.
  const leave = [feed.subscribe('ruleset', wake), feed.subscribe('applied', wake)];
  wake();
  return {
    plan: () => plan,
    stop: async () => {
      for (const end of leave) end();
      isStopped = true;
      await working;
    },
  };
};
