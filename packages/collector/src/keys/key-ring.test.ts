import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteControlStore } from '../control/sqlite-control-store.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { bearer } from '../testing/tokens.js';
import { createKeyRing } from './key-ring.js';
import type { Scope } from './key-store.port.js';
import { makeKey } from './make-key.js';

const withKeys = async (...scopes: Scope[][]) => {
  const control = await openSqliteControlStore(join(temporaryDirectory(), 'control.db'));
  onTestFinished(() => control.close());
  const keys: string[] = [];
  for (const list of scopes) {
    const { key, stored } = makeKey(list.join('+'), list, 0);
    await control.keys.create(stored);
    keys.push(key);
  }
  return { store: control.keys, keys };
};
const header = (key: string): string => bearer(key).authorization;

it('lets a key do what its scopes say, and admin everything', async () => {
  const { store, keys } = await withKeys(['read', 'rules'], ['admin']);
  const ring = createKeyRing(store, undefined);
  expect(await ring.demand(header(keys[0]!), 'rules')).toMatchObject({ name: 'read+rules' });
  await expect(ring.demand(header(keys[0]!), 'people')).rejects.toMatchObject({
    status: 403,
    issues: [
      {
        code: 'scope',
        message: expect.stringContaining('read, rules'),
        cure: expect.stringContaining('people'),
      },
    ],
  });
  for (const scope of ['read', 'rules', 'people', 'admin'] as const) {
    expect(await ring.demand(header(keys[1]!), scope)).toMatchObject({ name: 'admin' });
  }
});

it('refuses a key that is changed, made up, or revoked', async () => {
  const { store, keys } = await withKeys(['admin']);
  const ring = createKeyRing(store, 'starter');
  const [key] = keys as [string];
  const changed = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
  for (const wrong of [changed, makeKey('x', ['admin'], 0).key, key.slice(0, 15), 'sk__']) {
    await expect(ring.demand(header(wrong), 'read')).rejects.toMatchObject({ status: 401 });
  }
  await expect(ring.demand(undefined, 'read')).rejects.toMatchObject({ status: 401 });
  await ring.demand(header(key), 'read');
  await store.revoke(key.split('_')[1]!, '2026-01-01T00:00:00.000Z');
  await expect(ring.demand(header(key), 'read')).rejects.toMatchObject({ status: 401 });
});

it('lets the key of the start do everything', async () => {
  const { store } = await withKeys();
  expect(await createKeyRing(store, 'starter').demand(header('starter'), 'admin')).toMatchObject({
    name: 'secret-key',
  });
});

it('says that the admin side is off while there is no key at all', async () => {
  const { store } = await withKeys();
  await expect(createKeyRing(store, undefined).demand(header('x'), 'read')).rejects.toMatchObject({
    status: 403,
    issues: [{ cure: expect.stringContaining('tendril keys create') }],
  });
});
