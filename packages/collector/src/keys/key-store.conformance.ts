import { describe, expect, it } from 'vitest';
import type { KeyStore } from './key-store.port.js';
import { makeKey } from './make-key.js';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');

/** What every `KeyStore` must do. `create` gives one that is empty. */
export const keyStoreConformance = (name: string, create: () => Promise<KeyStore>): void => {
  describe(`KeyStore: ${name}`, () => {
    it('keeps keys, and finds them by id', async () => {
      const keys = await create();
      const { stored: first } = makeKey('first', ['admin'], NOW);
      const { stored: second } = makeKey('second', ['read', 'rules'], NOW + 1);
      await keys.create(first);
      await keys.create(second);
      expect(await keys.list()).toEqual([first, second]);
      expect(await keys.find(second.id)).toEqual(second);
      expect(await keys.find('nobody')).toBeUndefined();
    });

    it('keeps nothing that opens anything', async () => {
      const keys = await create();
      const { key, stored } = makeKey('k', ['admin'], NOW);
      await keys.create(stored);
      expect(JSON.stringify(await keys.list())).not.toContain(key.slice(-43));
    });

    it('refuses an id that is taken', async () => {
      const keys = await create();
      const { stored } = makeKey('k', ['admin'], NOW);
      await keys.create(stored);
      await expect(keys.create(stored)).rejects.toThrow();
    });

    it('revokes a key once', async () => {
      const keys = await create();
      const { stored } = makeKey('k', ['admin'], NOW);
      await keys.create(stored);
      const at = '2026-01-02T00:00:00.000Z';
      expect(await keys.revoke(stored.id, at)).toBe(true);
      expect(await keys.find(stored.id)).toEqual({ ...stored, revokedAt: at });
      expect(await keys.revoke(stored.id, '2026-01-03T00:00:00.000Z')).toBe(false);
      expect((await keys.find(stored.id))?.revokedAt).toBe(at);
      expect(await keys.revoke('nobody', at)).toBe(false);
    });
  });
};
