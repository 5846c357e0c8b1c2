import { describe, expect, it } from 'vitest';
import type { RulesetHistory } from './ruleset-history.port.js';

const record = (revision: string, more: { rolledBackTo?: number } = {}) => ({
  revision,
  body: `{"revision":"${revision}"}`,
  author: 'ada',
  note: 'why',
  at: '2026-01-01T00:00:00.000Z',
  ...more,
});

/** What every `RulesetHistory` must do. `create` gives one that is empty. */
export const rulesetHistoryConformance = (name: string, create: () => Promise<RulesetHistory>): void => {
  describe(`RulesetHistory: ${name}`, () => {
    it('is empty at first', async () => {
      const history = await create();
      expect(await history.newest()).toBeUndefined();
      expect(await history.list(9)).toEqual([]);
      expect(await history.find(1)).toBeUndefined();
    });

    it('keeps every version, the newest first in the list', async () => {
      const history = await create();
      const { body: _body, ...first } = record('a');
      expect(await history.add(record('a'))).toEqual({ ...first, version: 1 });
      await history.add(record('b', { rolledBackTo: 1 }));
      expect(await history.newest()).toEqual({ ...record('b'), version: 2, rolledBackTo: 1 });
      expect(await history.find(1)).toEqual({ ...record('a'), version: 1 });
      expect((await history.list(9)).map(({ version }) => version)).toEqual([2, 1]);
      expect(await history.list(1)).toHaveLength(1);
      expect(JSON.stringify(await history.list(9))).not.toContain('body');
    });

    it('adds nothing when another version came since the one that the author looked at', async () => {
      const history = await create();
      expect(await history.add(record('a'), 0)).toMatchObject({ version: 1 });
      expect(await history.add(record('b'), 0)).toBeUndefined();
      expect(await history.add(record('b'), 1)).toMatchObject({ version: 2 });
      const both = await Promise.all([history.add(record('c'), 2), history.add(record('d'), 2)]);
      expect(both.filter((version) => version !== undefined)).toHaveLength(1);
    });
  });
};
