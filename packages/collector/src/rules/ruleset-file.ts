import { readFile, stat } from 'node:fs/promises';
import { type Issue, issue, LIMITS } from '@tendril/protocol';
import { type CheckedRuleset, checkRuleset } from '@tendril/rules';
import { messageOf } from '../problem.js';

const bad = (problem: Issue): CheckedRuleset => ({ issues: [problem] });

const parse = (text: string): CheckedRuleset => {
  try {
    return checkRuleset(JSON.parse(text));
  } catch (error) {
    return bad(
      issue(
        'json',
        '',
        `is not JSON: ${messageOf(error)}`,
        'Write one JSON object; check commas and quotes.',
      ),
    );
  }
};

/** Reads and checks a ruleset file. Never throws: what is wrong, also with the file itself, is in `issues`. */
export const readRulesetFile = async (file: string): Promise<CheckedRuleset> => {
  try {
    const { size } = await stat(file);
    if (size > LIMITS.rulesetBytes) {
      const message = `has ${size} bytes; at most ${LIMITS.rulesetBytes} are allowed`;
      return bad(issue('limit', '', message, 'Remove nudges that are over, or shorten their texts.'));
    }
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    return bad(issue('path', '', `can not be read: ${messageOf(error)}`, `Put the ruleset at ${file}.`));
  }
};
