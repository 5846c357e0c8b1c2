import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteControlStore } from '../control/sqlite-control-store.js';
import { createLocalChangeFeed } from '../feed/local-change-feed.js';
import { makeRuleset } from '../testing/make-ruleset.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { publishRuleset } from './publish-ruleset.js';
import { openRulesRegistry } from './rules-registry.js';

it('follows what another collector on the same store and feed publishes', async () => {
  const directory = temporaryDirectory();
  const control = await openSqliteControlStore(join(directory, 'control.db'));
  const feed = createLocalChangeFeed();
  const open = async () => {
    const registry = await openRulesRegistry({
      ...{ feed, history: control.rulesets, logger: pino({ level: 'silent' }) },
      lastGoodFile: join(directory, 'ruleset.json'),
    });
    onTestFinished(() => registry.close());
    return registry;
  };
  onTestFinished(() => control.close());
  const [one, other] = [await open(), await open()];
  const parts = { rules: one, history: control.rulesets, now: () => 0 };
  const { revision } = await publishRuleset(parts, makeRuleset('a'), { author: 'ada', note: '' });
  expect(one.current().revision).toBe(revision);
  await expect.poll(() => other.current().revision).toBe(revision);
  expect(JSON.parse(other.current().body)).toEqual(makeRuleset('a'));
});
