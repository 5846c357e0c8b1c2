// The arrows: what each package may import. `imports` at run time, `types` with `import type` only. `own` lets a
// package import whatever outside package its own manifest names; `node` lets it import Node's modules.
export const ARROWS = {
  protocol: { imports: [] },
  rules: { imports: ['@tendril/protocol'] },
  core: { imports: ['@tendril/protocol', 'nanostores', 'idb-keyval', 'ky'] },
  nudges: {
    imports: ['@tendril/protocol', '@tendril/rules', 'preact', 'nanostores'],
    types: ['@tendril/core'],
  },
  browser: { imports: ['@tendril/core', '@tendril/rules', '@tendril/nudges'], types: ['@tendril/protocol'] },
  react: { imports: ['@tendril/browser', 'react', '@nanostores/react'], types: ['nanostores'] },
  vue: { imports: ['@tendril/browser', 'vue', '@nanostores/vue'], types: ['nanostores'] },
  collector: { imports: ['@tendril/protocol', '@tendril/rules'], own: true, node: true },
  e2e: {
    imports: ['@tendril/browser', '@tendril/react', '@tendril/vue', '@tendril/collector'],
    own: true,
    node: true,
  },
};

/** Folders whose files may name browser globals and the clock. Everything else is given them as arguments. */
export const GLOBALS_ALLOWED = [
  'packages/core/src/browser/',
  'packages/browser/src/',
  'packages/collector/src/',
  'packages/e2e/src/',
];

/** Globals that make code depend on a browser, on the clock or on chance. */
export const GLOBALS = new Set([
  ...['window', 'document', 'navigator', 'location', 'history', 'self', 'globalThis', 'matchMedia'],
  ...[
    'localStorage',
    'sessionStorage',
    'indexedDB',
    'BroadcastChannel',
    'addEventListener',
    'removeEventListener',
  ],
  ...['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket', 'crypto', 'performance'],
  ...[
    'setTimeout',
    'setInterval',
    'clearTimeout',
    'clearInterval',
    'requestAnimationFrame',
    'requestIdleCallback',
  ],
]);
