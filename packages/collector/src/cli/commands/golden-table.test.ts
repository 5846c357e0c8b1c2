import { describe, expect, it } from 'vitest';
import { conditionsTable, type Expected, eventsOf, type Row } from '../../testing/conditions-table.js';
import { makeNudge } from '../../testing/make-ruleset.js';
import { runTendril } from '../../testing/run-tendril.js';
import { writeFiles } from '../../testing/write-files.js';

const { now, orders, groups, segments, cases } = conditionsTable();

/** The document with which a person would ask for a row. A segment in a circle spoils one that has no need of it. */
const rulesetOf = (who: Row[1]) => {
  const { circle, ...sound } = segments;
  const named = JSON.stringify(who)?.includes('"circle"') ? { ...sound, circle } : sound;
  return { version: '1', orders, groups, segments: named, nudges: [makeNudge('row', { who })] };
};

const explain = async (condition: Row[1], facts: Row[2]) => {
  const past = eventsOf(facts.did, now);
  const contents = { 'rules.json': rulesetOf(condition), 'facts.json': facts, 'events.ndjson': past ?? '' };
  const files = writeFiles(contents);
  const args = [files['rules.json'], '--facts', files['facts.json'], '--at', String(now), '--json'];
  const known = past === undefined ? [] : ['--events', files['events.ndjson']];
  return runTendril(['rules', 'explain', ...args, ...known]);
};

describe('the golden table of conditions, through tendril rules explain', () => {
  it.each(cases)('%s', async (_, condition, facts, expected) => {
    const { code, json } = await explain(condition, facts);
    const { issues, nudges } = json();
    const said: Expected = issues ? 'rejected' : nudges[0].who.holds;
    expect(said).toBe(expected);
    if (expected === 'rejected') {
      expect(code).toBe(1);
      expect(issues[0]).toMatchObject({
        path: expect.stringMatching(/^(nudges\[0\]\.who|segments\.circle)/),
      });
      return;
    }
    expect(code).toBe(0);
    const gate = nudges[0].gates.find((one: { gate: string }) => one.gate === 'who');
    expect([gate.pass, nudges[0].show]).toEqual([expected === true, expected === true]);
  });
});
