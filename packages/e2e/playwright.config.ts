import { defineConfig } from '@playwright/test';
import { chromiumLaunch, firefoxLaunch } from './src/support/browsers.ts';
import type { EngineOption } from './src/support/test.ts';

/** Everything that a run writes lands here; `.build/` is not part of the repository. */
const output = '../../.build/e2e';

const FAULTS = '**/faults/*.e2e.ts';

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

export default defineConfig<object, EngineOption>({
  testDir: 'src',
  testMatch: '**/*.e2e.ts',
  outputDir: output,
  // One worker an engine: `npm test` already runs two engines side by side, and the cores are two.
  workers: 1,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 8_000 },
  reporter: [['./src/support/counts-reporter.ts'], ['list']],
  use: { trace: 'off' },
  // `faults-…` break what lies between the page and the collector, and take their time: they run by name.
  projects: engines.flatMap(({ name, use }) => [
    { name, use, testIgnore: FAULTS },
    { name: `faults-${name}`, use, testMatch: FAULTS },
  ]),
});
