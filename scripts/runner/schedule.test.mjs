import { expect, test } from 'vitest';
import { schedule } from './schedule.mjs';
import { failed, passed, skipped } from './verdict.mjs';

const ignore = () => {};
const check = (name, options = {}) => ({ name, run: async () => passed(), ...options });
const verdicts = (results) => results.map(({ name, verdict }) => `${name} ${verdict}`);

/** A check that tells when it starts and ends. */
const logged = (log, name, options) =>
  check(name, {
    async run() {
      log.push(`+${name}`);
      await new Promise(setImmediate);
      log.push(`-${name}`);
      return passed();
    },
    ...options,
  });

test('results come in the order of the checks, whatever ends first', async () => {
  const seen = [];
  const slow = check('slow', { run: () => new Promise((resolve) => setImmediate(resolve, passed())) });
  const results = await schedule([slow, check('quick')], {
    slots: 2,
    onResult: ({ name }) => seen.push(name),
  });
  expect(seen).toEqual(['quick', 'slow']);
  expect(verdicts(results)).toEqual(['slow passed', 'quick passed']);
});

test('a failure skips what needs it, with the reason, and nothing else', async () => {
  const bad = check('build', { run: async () => failed('output') });
  const results = await schedule([check('size', { needs: ['build'] }), bad, check('lint')], {
    slots: 2,
    onResult: ignore,
  });
  expect(verdicts(results)).toEqual(['size skipped', 'build failed', 'lint passed']);
  expect(results[0].note).toBe('needs "build", which did not pass');
});

test('a check that throws has failed, with the error as its output', async () => {
  const thrown = check('odd', { run: () => Promise.reject(new Error('broken')) });
  const [result] = await schedule([thrown], { slots: 1, onResult: ignore });
  expect(result.verdict).toBe('failed');
  expect(result.output).toContain('broken');
});

test('no more checks run at once than there are slots', async () => {
  const log = [];
  await schedule([logged(log, 'a'), logged(log, 'b'), logged(log, 'c')], { slots: 1, onResult: ignore });
  expect(log).toEqual(['+a', '-a', '+b', '-b', '+c', '-c']);
});

test('two checks of a lane never run at once; others pass them by', async () => {
  const log = [];
  const checks = [logged(log, 'a', { lane: 'x' }), logged(log, 'b', { lane: 'x' }), logged(log, 'c')];
  await schedule(checks, { slots: 3, onResult: ignore });
  expect(log.slice(0, 2)).toEqual(['+a', '+c']);
  expect(log.indexOf('+b')).toBeGreaterThan(log.indexOf('-a'));
});

test('a skip keeps its reason', async () => {
  const absent = check('e2e', { run: async () => skipped('no browser') });
  expect((await schedule([absent], { slots: 1, onResult: ignore }))[0]).toMatchObject({
    verdict: 'skipped',
    note: 'no browser',
  });
});

test('checks that need each other are named', async () => {
  const circle = [check('a', { needs: ['b'] }), check('b', { needs: ['a'] })];
  await expect(schedule(circle, { slots: 2, onResult: ignore })).rejects.toThrow(
    'checks wait for each other: a, b',
  );
});
