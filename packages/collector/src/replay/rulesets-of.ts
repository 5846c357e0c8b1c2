import { existsSync } from 'node:fs';
import type { Ruleset } from '@tendril/protocol';
import { filesIn, openControlStore, type StoragePlaces } from '../open-storage.js';
import { readRulesetFile } from '../rules/ruleset-file.js';

/** The rulesets that the next collector may put in force: that of its file, and that which was published last. */
export const rulesetsOf = async (places: StoragePlaces): Promise<Ruleset[]> => {
  const { control: file, lastGoodRuleset } = filesIn(places.data);
  const { ruleset: followed } = await readRulesetFile(lastGoodRuleset);
  if (places.store === undefined && !existsSync(file)) return followed ? [followed] : [];
  const control = await openControlStore(places);
  try {
    const published = await control.rulesets.newest();
    return [followed, published && (JSON.parse(published.body) as Ruleset)].filter(
      (one) => one !== undefined,
    );
  } finally {
    await control.close();
  }
};
