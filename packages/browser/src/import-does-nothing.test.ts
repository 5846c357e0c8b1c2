import { expect, test, vi } from 'vitest';

const REACHES = [
  ...['localStorage', 'sessionStorage', 'indexedDB', 'BroadcastChannel', 'navigator', 'location'],
  ...['fetch', 'EventSource', 'XMLHttpRequest', 'addEventListener', 'requestIdleCallback', 'customElements'],
];
// nanostores counts its changes there, to notice a second copy of itself.
const ALLOWED = ['nanostoresGlobal'];

test('importing reaches for nothing, and leaves nothing', async () => {
  const touched: string[] = [];
  for (const name of REACHES)
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        touched.push(name);
      },
    });
  const listen = vi.spyOn(document, 'addEventListener');
  const before = new Set(Object.getOwnPropertyNames(globalThis));
  const { createTendril } = await import('./index.js');
  const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
  expect(createTendril).toBeTypeOf('function');
  expect(touched).toEqual([]);
  expect(listen).not.toHaveBeenCalled();
  expect(added.filter((name) => !name.startsWith('__v') && !ALLOWED.includes(name))).toEqual([]);
});
