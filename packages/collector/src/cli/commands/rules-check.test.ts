import { describe, expect, it } from 'vitest';
import { makeNudge, makeRuleset } from '../../testing/make-ruleset.js';
import { runTendril } from '../../testing/run-tendril.js';
import { writeFiles } from '../../testing/write-files.js';

const check = async (content: unknown, ...flags: string[]) => {
  const { 'rules.json': file } = writeFiles({ 'rules.json': content });
  const ran = await runTendril(['rules', 'check', file, ...flags]);
  return { ...ran, printed: ran.printed.replaceAll(file, 'rules.json') };
};

/** Both stand in the same place with the same priority. */
const rivals = makeRuleset('a', 'b');

describe('tendril rules check', () => {
  it('finds nothing wrong with what is sound', async () => {
    const { code, printed } = await check(makeRuleset('a'));
    expect([code, printed]).toEqual([0, 'rules.json is sound.\n']);
  });

  it('says each mistake in a block with path, line, message and cure, and ends with 1', async () => {
    const { code, printed } = await check(makeRuleset('a', 'a'));
    expect(code).toBe(1);
    expect(printed).toBe(
      [
        'rules.json is not sound: 1 mistake.',
        '',
        'rules.json:29 nudges[1].id',
        '    nudges[0] has the id a too',
        '    Cure: give each its own id',
        '',
      ].join('\n'),
    );
  });

  it('says a mistake once that several rules meet, in the order of the text', async () => {
    const who = { $segment: 'buyers' };
    const nudges = [makeNudge('a', { who }), makeNudge('b', { who: { $segment: 'byers' } })];
    const segments = { buyers: { 'user.role': { $regx: 'x' } } };
    const { printed } = await check({ version: '1', segments, nudges });
    expect(printed).toMatch(/^rules.json is not sound: 2 mistakes\.\n\nrules\.json:6 segments\.buyers/);
    expect(printed.match(/Cure/g)).toHaveLength(2);
    expect(printed.split('\n').every((line) => line.length <= 100)).toBe(true);
  });

  it('gives programs the same, with lines', async () => {
    const { code, json } = await check(makeRuleset('a', 'a'), '--json');
    expect(code).toBe(1);
    expect(json()).toMatchObject({
      isSound: false,
      issues: [{ code: 'duplicate', path: 'nudges[1].id', line: 29 }],
      warnings: [],
    });
  });

  it('says warnings apart, which fail only with --strict', async () => {
    const { code, printed } = await check(rivals);
    expect(code).toBe(0);
    expect(printed).toMatch(
      /^rules.json is sound, with 1 warning\.\n\nrules\.json:\d+ nudges\[1\]\.priority\n/,
    );
    const strict = await check(rivals, '--strict');
    expect([strict.code, strict.printed]).toEqual([1, expect.stringContaining('--strict does not let pass')]);
    expect((await check(rivals, '--json')).json()).toMatchObject({
      isSound: true,
      issues: [],
      warnings: [{ code: 'overlap', line: expect.any(Number) }],
    });
    expect((await check(makeRuleset('a'), '--strict')).code).toBe(0);
  });

  it('names the line on which a file stops being JSON', async () => {
    const { code, printed } = await check('{\n  "version": "1",\n  "nudges": x\n}\n');
    expect([code, printed]).toEqual([1, expect.stringMatching(/\nrules\.json:3\n {4}is not JSON: /)]);
  });

  it('names no line of what can not be read', async () => {
    const { code, printed } = await runTendril(['rules', 'check', '/missing.json']);
    expect([code, printed]).toEqual([1, expect.stringMatching(/^\/missing\.json can not be checked\.\n/)]);
    expect(printed).toContain('Put the ruleset at /missing.json.');
  });
});
