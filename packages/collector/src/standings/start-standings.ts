import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Turn } from '../applier/turn.port.js';
import type { RulesFor } from '../audience/rules-for.js';
import type { RulesetCut } from '../audience/ruleset-cuts.js';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import { appendControl } from '../log/append-control.js';
import type { EventLog } from '../log/event-log.port.js';
import type { Store } from '../store/store.port.js';
import { type Definitions, definitionsOf, judgeStanding } from './judge-standing.js';
import type { DueStanding } from './standing-keeper.port.js';

/** Judged in one go. Small, because requests wait meanwhile. */
const STEP = 20;
/** What time alone changes is seen after a minute at the latest. */
const LOOK_EVERY_MS = 60_000;
/** People of a busy account are judged anew no more often than this because of what their colleagues do. */
const COLLEAGUES_PAUSE_MS = 30_000;

export interface StandingsParts {
  log: EventLog;
  store: Store;
  turn: Turn;
  feed: ChangeFeed;
  rulesFor: Pick<RulesFor, 'whole'>;
  logger: FastifyBaseLogger;
  now: () => number;
}

/** Judges who is a member of what: when something was reported, when time has passed, and by each new ruleset. */
export interface StandingJudge {
  /** Ends after the step under way; the rest is judged after the next start. */
  stop(): Promise<void>;
}

/**
 * Starts judging. What changes goes through the log, so that each change is written down once, at one place, and again
 * when the store is built again. Two collectors may find the same change: the store takes the first.
 */
export const startStandings = (parts: StandingsParts): StandingJudge => {
  const { log, store, turn, feed, rulesFor, logger, now } = parts;
  let isStopped = false;
  let working: Promise<void> | undefined;
  let again = false;

  const judge = async (cut: RulesetCut, definitions: Definitions, due: DueStanding): Promise<void> => {
    const { viewer, judgedOn } = due;
    const { judgement, changes } = await judgeStanding(store, cut, definitions, due, now());
    for (const change of changes) await appendControl(log, { do: 'membership', ...change }, now());
    const isAccount = viewer.user === undefined && viewer.account !== undefined;
    if (isAccount && cut.standings.asksPeople && judgement.judgedOn !== judgedOn) {
      await store.askPeopleOf(viewer.account as string, now() + COLLEAGUES_PAUSE_MS);
    }
    await store.settleStanding(due, judgement);
  };
  let named: { cut: RulesetCut; definitions: Definitions } | undefined;
  const current = async () => {
    const cut = await rulesFor.whole();
    if (named?.cut !== cut) named = { cut, definitions: definitionsOf(cut.ruleset) };
    return named;
  };
  const step = async (): Promise<boolean> => {
    const { cut, definitions } = await current();
    const found = await store.dueStandings(now(), definitions.name, STEP);
    for (const due of found) {
      if (isStopped) return false;
      // With nothing to come into there is nothing to read.
      if (cut.standings.isEmpty && due.held.length === 0)
        await store.settleStanding(due, { judgedBy: definitions.name, judgedOn: '' });
      else await judge(cut, definitions, due);
    }
    return found.length > 0;
  };
  const work = async (): Promise<void> => {
    do {
      again = false;
      for (let begin = performance.now(); !isStopped && (await step()); begin = performance.now()) {
        // Half of the time at most: taking in events goes first.
        await pause(performance.now() - begin);
      }
    } while (again && !isStopped);
  };
  const wake = (): void => {
    // Of all collectors on a store one judges; the store takes the first of two changes that are the same.
    if (isStopped || !turn.isMine()) return;
    again = true;
    working ??= work()
      .catch((error: unknown) =>
        logger.error({ err: error }, 'memberships can not be judged now; trying again later'),
      )
      .finally(() => {
        working = undefined;
      });
  };

  const leave = [feed.subscribe('applied', wake), feed.subscribe('ruleset', wake)];
  const timer = setInterval(wake, LOOK_EVERY_MS).unref();
  wake();
  return {
    stop: async () => {
      for (const end of leave) end();
      clearInterval(timer);
      isStopped = true;
      await working;
    },
  };
};
