import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Ruleset } from '@tendril/protocol';
import type { CheckedRuleset } from '@tendril/rules';
import type { FastifyBaseLogger } from 'fastify';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import { SetupError } from '../problem.js';
import { readRulesetFile } from './ruleset-file.js';
import { watchForChanges } from './watch-file.js';

/** A ruleset as it is served. `revision` is made from the content: equal rulesets have equal revisions. */
export interface RulesetInForce {
  body: string;
  revision: string;
}

/** Knows the ruleset in force, and follows its file. */
export interface RulesRegistry {
  current(): RulesetInForce;
  close(): Promise<void>;
}

export interface RulesRegistryOptions {
  /** The ruleset file. Without it an empty ruleset is in force. */
  file?: string;
  /** Where the last good ruleset is kept, so that a bad file does not take it out of force at the next start. */
  lastGoodFile: string;
  feed: ChangeFeed;
  logger: FastifyBaseLogger;
}

const EMPTY: Ruleset = { version: '1', nudges: [] };

const inForce = (ruleset: Ruleset): RulesetInForce => {
  const body = JSON.stringify(ruleset);
  return { body, revision: createHash('sha256').update(body).digest('hex').slice(0, 16) };
};

const logIssues = (logger: FastifyBaseLogger, file: string, { issues }: CheckedRuleset): void => {
  for (const { code, path, message, cure } of issues) {
    const where = path === '' ? '' : ` at ${path}`;
    logger.error({ file, code, path, cure }, `ruleset refused${where}: ${message}. Cure: ${cure}`);
  }
};

/** A wrong name is found out at once; a file that goes later is only logged. */
const demandFile = (file: string): void => {
  if (existsSync(file)) return;
  const message = `There is no ruleset file ${file}.`;
  const cure = 'Name one that exists: --rules rules.json. Or leave the flag out: the ruleset is then empty.';
  throw new SetupError({ code: 'path', path: '--rules', message, cure });
};

/**
 * Reads the file, puts its ruleset in force and publishes each change of it on the feed. A file that is missing or
 * wrong is logged issue by issue, and the last good ruleset stays in force. Throws a `SetupError` when there is no
 * file at the start.
 */
export const openRulesRegistry = async (options: RulesRegistryOptions): Promise<RulesRegistry> => {
  const { file, lastGoodFile, feed, logger } = options;
  let current = inForce(EMPTY);

  const put = async (ruleset: Ruleset): Promise<void> => {
    const next = inForce(ruleset);
    if (next.revision === current.revision) return;
    current = next;
    logger.info({ revision: next.revision, nudges: ruleset.nudges.length }, 'a new ruleset is in force');
    await writeFile(lastGoodFile, next.body).catch((error: unknown) =>
      logger.warn(
        { err: error, file: lastGoodFile },
        'the ruleset in force can not be kept for the next start',
      ),
    );
    await feed.publish('ruleset', next.revision);
  };
  const load = async (from: string): Promise<void> => {
    const checked = await readRulesetFile(from);
    if (checked.ruleset) return put(checked.ruleset);
    logIssues(logger, from, checked);
    logger.warn({ revision: current.revision }, 'the last good ruleset stays in force');
  };
  const restore = async (): Promise<void> => {
    const { ruleset } = await readRulesetFile(lastGoodFile);
    if (ruleset) current = inForce(ruleset);
  };

  let loading = Promise.resolve();
  let stopWatching = (): void => {};
  if (file !== undefined) {
    demandFile(file);
    // Watch before the first read: a change in between is seen.
    stopWatching = watchForChanges(file, () => {
      loading = loading.then(() => load(file));
    });
    await restore();
    loading = loading.then(() => load(file));
    await loading;
  }
  if (!feed.latest('ruleset')) await feed.publish('ruleset', current.revision);

  return {
    current: () => current,
    close: async () => {
      stopWatching();
      await loading;
    },
  };
};
