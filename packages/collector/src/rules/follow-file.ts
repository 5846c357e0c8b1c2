import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Ruleset } from '@tendril/protocol';
import type { CheckedRuleset } from '@tendril/rules';
import type { FastifyBaseLogger } from 'fastify';
import { SetupError } from '../problem.js';
import { readRulesetFile } from './ruleset-file.js';
import { watchForChanges } from './watch-file.js';

export interface FollowOptions {
  file: string;
  /** Where the last good ruleset is kept, so that a bad file does not take it out of force at the next start. */
  lastGoodFile: string;
  logger: FastifyBaseLogger;
  /** Puts a ruleset in force. `isEarlier`: it is the last good one of an earlier run. False when it is in force already. */
  put(ruleset: Ruleset, isEarlier: boolean): Promise<boolean>;
}

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
  const cure =
    'Name one that exists: --rules rules.json. Or leave the flag out: then rulesets are published.';
  throw new SetupError({ code: 'path', path: '--rules', message, cure });
};

/**
 * Reads the file, puts its ruleset in force, and does so again after each change. A file that is missing or wrong is
 * logged issue by issue, and the last good ruleset stays in force. Throws a `SetupError` when there is no file at the
 * start. Resolves with what ends it.
 */
export const followFile = async (options: FollowOptions): Promise<() => Promise<void>> => {
  const { file, lastGoodFile, logger, put } = options;
  const keep = (ruleset: Ruleset): Promise<void> =>
    writeFile(lastGoodFile, JSON.stringify(ruleset)).catch((error: unknown) =>
      logger.warn(
        { err: error, file: lastGoodFile },
        'the ruleset in force can not be kept for the next start',
      ),
    );
  const load = async (): Promise<void> => {
    const checked = await readRulesetFile(file);
    if (checked.ruleset) {
      if (await put(checked.ruleset, false)) await keep(checked.ruleset);
      return;
    }
    logIssues(logger, file, checked);
    logger.warn({ file }, 'the last good ruleset stays in force');
  };

  demandFile(file);
  let loading = Promise.resolve();
  // Watch before the first read: a change in between is seen.
  const stopWatching = watchForChanges(file, () => {
    loading = loading.then(load);
  });
  const { ruleset } = await readRulesetFile(lastGoodFile);
  if (ruleset) await put(ruleset, true);
  loading = loading.then(load);
  await loading;
  return async () => {
    stopWatching();
    await loading;
  };
};
