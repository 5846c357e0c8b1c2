import { readRulesetFile } from '../../rules/ruleset-file.js';
import type { Command } from '../command.js';
import { reportCheck } from '../report-check.js';

export const check: Command = {
  name: 'rules check',
  about: 'look for mistakes in a ruleset file; needs no collector',
  takes: ['FILE'],
  flags: {
    strict: { about: 'end with 1 for warnings too: overlaps, stages that never show, counts without cover' },
  },
  examples: [
    'tendril rules check rules.json',
    'tendril rules check rules.json --strict',
    'tendril rules check rules.json --json',
  ],
  run: async (input) => {
    const file = String(input.words[0]);
    return reportCheck(file, await readRulesetFile(file), input.isSet('strict'));
  },
};
