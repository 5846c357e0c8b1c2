import { defineConfig } from '@playwright/test';
import { chromiumLaunch, firefoxLaunch } from './src/support/browsers.ts';
import type { EngineOption } from './src/support/test.ts';

/** Everything that a run writes lands here; `.build/` is not part of the repository. */
const output = '../../.build/e2e';

const engines = [
  {
    name: 'chromium',
    use: { engine: 'chromium', browserName: 'chromium', launchOptions: chromiumLaunch } as const,
  },
  {
    name: 'firefox',
    // The stock Firefox of the distribution, spoken to over WebDriver BiDi: no patched build.
    use: {
      engine: 'firefox',
      browserName: 'firefox',
      channel: 'moz-firefox',
      launchOptions: firefoxLaunch,
    } as const,
  },
  { name: 'webkit', use: { engine: 'webkit' } as const },
];

const FAULTS = '**/faults/*.e2e.ts';

// What people see. One worker: `npm test` already runs two engines side by side, and the cores are two.
// Twice in some six hundred tests a busy machine's WebKit lost a click, or clicked while a price was asked for.
const suite = { testIgnore: FAULTS, workers: 1, retries: 1 };

/** What lies between the page and the collector breaks. These tests mostly wait, so two run at a time. */
const faults = {
  testMatch: FAULTS,
  workers: 2,
  fullyParallel: true,
  // Some start a browser twice, some send 10,000 events: on a busy machine that takes its time.
  timeout: 60_000,
  expect: { timeout: 15_000 },
};

/**
 * On a busy machine this Firefox now and then ends a leaving page in the middle of `pagehide`: none of its beacons goes
 * out. The rows are on the disk and arrive with the next visit, so nothing is lost; but what is said of beacons fails.
 */
const retries = (name: string): number => (name === 'firefox' ? 2 : 0);

export default defineConfig<object, EngineOption>({
  testDir: 'src',
  testMatch: '**/*.e2e.ts',
  outputDir: output,
  workers: 2,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 8_000 },
  reporter: [['./src/support/counts-reporter.ts'], ['list']],
  use: { trace: 'off' },
  projects: engines.flatMap(({ name, use }) => [
    { name, use, ...suite },
    { name: `faults-${name}`, use, ...faults, retries: retries(name) },
  ]),
});
