// Where each test runs is told by its package and its suffix:
//   node        pure packages and the scripts
//   happy-dom   packages that draw
//   chromium    *.browser.test.ts(x), in a real browser
//   distributed *.distributed.test.ts, with real NATS and PostgreSQL servers
// Packages are taken from their sources, so that no build is needed.
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM } from './browsers/chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const BROWSER_TESTS = '**/*.browser.test.{ts,tsx}';
const SERVER_TESTS = '**/*.distributed.test.ts';
// Naming conditions replaces the defaults, so they are repeated.
const client = ['tendril-source', 'module', 'browser', 'development|production'];
const server = ['tendril-source', 'module', 'node', 'development|production'];

const project = (name, include, options = {}) => ({
  root,
  resolve: { conditions: client },
  ssr: { resolve: { conditions: server } },
  test: {
    name,
    include,
    exclude: ['**/node_modules/**', '**/dist/**', BROWSER_TESTS, SERVER_TESTS],
    ...options,
  },
});

const chromium = {
  exclude: ['**/node_modules/**', '**/dist/**'],
  browser: {
    enabled: true,
    headless: true,
    ui: false,
    screenshotFailures: false,
    provider: playwright({ launchOptions: CHROMIUM }),
    instances: [{ browser: 'chromium' }],
  },
};

const distributed = {
  exclude: ['**/node_modules/**', '**/dist/**'],
  globalSetup: 'packages/collector/src/testing/servers/shared-servers.ts',
  // They mostly wait for servers, which share the processor with them.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  root,
  test: {
    projects: [
      project('node', ['packages/{protocol,rules,core,collector}/src/**/*.test.ts', 'scripts/**/*.test.mjs']),
      project('happy-dom', ['packages/{nudges,browser,react,vue}/src/**/*.test.{ts,tsx}'], {
        environment: 'happy-dom',
      }),
      project('distributed', [`packages/collector/src/${SERVER_TESTS}`], distributed),
      project('chromium', [`packages/*/src/${BROWSER_TESTS}`], chromium),
    ],
  },
});
