import { readFile, stat } from 'node:fs/promises';
import { type Issue, issue, LIMITS } from '@tendril/protocol';
import { type CheckedRuleset, checkRuleset } from '@tendril/rules';
import { messageOf } from '../problem.js';

/** A checked ruleset, and the text that it was read from, unless that could not be read. */
export interface RulesetFile extends CheckedRuleset {
  text?: string;
}

const bad = (problem: Issue): RulesetFile => ({ issues: [problem] });

const parse = (text: string): RulesetFile => {
  try {
    return { ...checkRuleset(JSON.parse(text)), text };
  } catch (error) {
    const message = `is not JSON: ${messageOf(error)}`;
    const cure = 'Write one JSON object; check commas and quotes.';
    return { ...bad(issue('json', '', message, cure)), text };
  }
};

/** Reads and checks a ruleset file. Never throws: what is wrong, also with the file itself, is in `issues`. */
export const readRulesetFile = async (file: string): Promise<RulesetFile> => {
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
