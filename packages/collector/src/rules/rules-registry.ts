import type { Ruleset } from '@tendril/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import { followFile } from './follow-file.js';
import type { RulesetHistory } from './ruleset-history.port.js';
import { EMPTY_RULESET, inForce, type RulesetInForce } from './ruleset-in-force.js';

/** Knows the ruleset in force. */
export interface RulesRegistry {
  current(): RulesetInForce;
  /** Resolves when `current` is what was last announced, by whichever collector. */
  settled(): Promise<unknown>;
  /** The file that the ruleset follows; without one, rulesets are published. */
  readonly file?: string;
  /** Puts the newest version of the history in force, as after it was published here or elsewhere. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface RulesRegistryOptions {
  /** The ruleset file. Without it the newest version of the history is in force; an empty ruleset before the first. */
  file?: string;
  lastGoodFile: string;
  history: RulesetHistory;
  feed: ChangeFeed;
  logger: FastifyBaseLogger;
}

/** Opens the registry. Throws a `SetupError` when there is no such file. */
export const openRulesRegistry = async (options: RulesRegistryOptions): Promise<RulesRegistry> => {
  const { file, lastGoodFile, history, feed, logger } = options;
  let current = inForce(EMPTY_RULESET);

  const announce = async (): Promise<void> => {
    logger.info({ revision: current.revision }, 'a new ruleset is in force');
    await feed.publish('ruleset', current.revision);
  };
  const put = async (ruleset: Ruleset, isEarlier: boolean): Promise<boolean> => {
    const next = inForce(ruleset);
    if (next.revision === current.revision) return false;
    current = next;
    if (!isEarlier) await announce();
    return true;
  };
  const load = async (): Promise<boolean> => {
    const newest = await history.newest();
    if (!newest || newest.revision === current.revision) return false;
    current = { body: newest.body, revision: newest.revision };
    return true;
  };

  let stop: () => unknown;
  let loading: Promise<unknown> = Promise.resolve();
  if (file === undefined) {
    await load();
    // Another collector on the same store may publish too.
    stop = feed.subscribe('ruleset', ({ version }) => {
      if (version !== current.revision)
        loading = load().catch((err: unknown) => logger.error({ err }, 'no new ruleset'));
    });
  } else {
    stop = await followFile({ file, lastGoodFile, logger, put });
  }
  if (!feed.latest('ruleset')) await feed.publish('ruleset', current.revision);

  return {
    current: () => current,
    settled: () => loading,
    ...(file !== undefined && { file }),
    refresh: async () => {
      if (await load()) await announce();
    },
    close: async () => void (await stop()),
  };
};
