import { describe, expect, it } from 'vitest';
import { keyStoreConformance } from '../keys/key-store.conformance.js';
import { rulesetHistoryConformance } from '../rules/ruleset-history.conformance.js';
import type { ControlStore } from './control-store.port.js';

/** What every `ControlStore` must do. `prepare` gives a way to open one that is empty at first, more than once. */
export const controlStoreConformance = (
  name: string,
  prepare: () => Promise<() => Promise<ControlStore>>,
): void => {
  const create = async () => (await prepare())();
  keyStoreConformance(name, async () => (await create()).keys);
  rulesetHistoryConformance(name, async () => (await create()).rulesets);

  describe(`ControlStore: ${name}`, () => {
    it('keeps a secret by name, the same for all who open it', async () => {
      const open = await prepare();
      const [one, other] = [await open(), await open()];
      const secret = await one.secret('a');
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(await other.secret('a')).toBe(secret);
      expect(await other.secret('b')).not.toBe(secret);
    });

    it('shows at once what another one did', async () => {
      const open = await prepare();
      const [one, other] = [await open(), await open()];
      const at = '2026-01-01T00:00:00.000Z';
      const key = { id: 'k', name: 'k', scopes: ['admin' as const], hash: 'h', createdAt: at };
      await one.keys.create(key);
      expect(await other.keys.find('k')).toEqual(key);
      await other.rulesets.add({ revision: 'r', body: '{}', author: 'a', note: '', at });
      expect(await one.rulesets.newest()).toMatchObject({ version: 1, revision: 'r' });
    });
  });
};
