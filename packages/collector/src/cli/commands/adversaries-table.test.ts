import type { Json } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { adversariesTable, unfoldToJson } from '../../testing/adversaries-table.js';
import { makeNudge } from '../../testing/make-ruleset.js';
import { runTendril } from '../../testing/run-tendril.js';
import { writeFiles } from '../../testing/write-files.js';

const { now, segments, rejected, values } = adversariesTable();
const WHO = '"the condition"';

/** The segments that a condition names, and those that these name. */
function segmentsOf(condition: Json, found: { [name: string]: Json } = {}): { [name: string]: Json } {
  for (const [name, segment] of Object.entries(segments)) {
    if (name in found || !new RegExp(`"(\\$segment|id)":"${name}"`).test(JSON.stringify(condition))) continue;
    found[name] = segment;
    segmentsOf(segment, found);
  }
  return found;
}

const rulesetOf = (condition: Json): string => {
  const nudge = JSON.stringify(makeNudge('row', { who: JSON.parse(WHO) }));
  const named = unfoldToJson(segmentsOf(condition));
  return `{"version":"1","segments":${named},"nudges":[${nudge.replace(WHO, () => unfoldToJson(condition))}]}`;
};

describe('hostile conditions, through tendril rules check', () => {
  it.each(rejected)('%s', async (_, condition, code, path) => {
    const { 'rules.json': file } = writeFiles({ 'rules.json': rulesetOf(condition) });
    const ran = await runTendril(['rules', 'check', file, '--json']);
    const { issues } = ran.json() as { issues: { code: string; path: string }[] };
    expect([ran.code, ran.complained]).toEqual([1, '']);
    const at = path.startsWith('segments.') ? path : `nudges[0].who${path && `.${path}`}`;
    // A file that is too large is refused before its condition is.
    const isIt = (one: string): boolean => (code === 'limit' ? one === '' || one.startsWith(at) : one === at);
    expect(issues.filter((issue) => isIt(issue.path)).map((issue) => issue.code)).toContain(code);
  });
});

describe('hostile facts, through tendril rules explain', () => {
  it.each(values)('%s', async (_, condition, facts, expected) => {
    const files = writeFiles({ 'rules.json': rulesetOf(condition), 'facts.json': unfoldToJson(facts) });
    const args = [files['rules.json'], '--facts', files['facts.json'], '--at', String(now), '--json'];
    const { code, json } = await runTendril(['rules', 'explain', ...args]);
    expect([code, json().nudges?.[0].who.holds]).toEqual([0, expected]);
  });
});
