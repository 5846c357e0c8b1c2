import { type Browser, test as base } from '@playwright/test';
import type { App } from './app.ts';
import type { Engine } from './browsers.ts';
import { Collector } from './collector.ts';
import { CrashableProfile } from './crashable-profile.ts';
import { type LastingBrowser, lastingContext, lastingSession } from './lasting-browser.ts';
import { type Example, type Sandbox, startSandbox } from './sandbox.ts';

/** Set per project in playwright.config.ts. */
export interface EngineOption {
  engine: Engine;
}

interface Fixtures {
  /** Which example app is served; `test.use({ example: 'react' })` changes it. */
  example: Example;
  /** A collector with an empty store and the sandbox's ruleset. */
  collector: Collector;
  sandbox: Sandbox;
  /** A browser in which nobody has been at this test's sandbox, with one empty tab. */
  app: App;
  /** A profile on disk whose browser can be killed and opened again. Chromium and Firefox only. */
  profile: CrashableProfile;
}

interface WorkerFixtures {
  /** One browser process for all tests; null for WebKit, which has none without a session. */
  shared: Browser | null;
  home: LastingBrowser;
}

export const test = base.extend<Fixtures, EngineOption & WorkerFixtures>({
  engine: ['chromium', { option: true, scope: 'worker' }],

  shared: [
    async ({ engine, playwright, launchOptions, channel }, use) => {
      const options = channel ? { ...launchOptions, channel } : launchOptions;
      const browser = engine === 'webkit' ? null : await playwright[engine].launch(options);
      await use(browser);
      await browser?.close();
    },
    { scope: 'worker' },
  ],

  // Playwright reads a fixture's needs from this pattern: one that needs none must say {}.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  collector: async ({}, use, info) => {
    const collector = await Collector.start();
    await use(collector);
    if (info.status !== info.expectedStatus) await info.attach('collector.log', { body: collector.output() });
    await collector.remove();
  },

  example: ['script-tag', { option: true }],

  sandbox: async ({ collector, example }, use) => {
    const sandbox = await startSandbox(collector, example);
    await use(sandbox);
    await sandbox.stop();
  },

  home: [
    async ({ shared }, use) => {
      const home = shared ? await lastingContext(shared) : await lastingSession();
      await use(home);
      await home.end();
    },
    { scope: 'worker' },
  ],

  app: async ({ home, sandbox }, use, info) => {
    const app = await home.app(sandbox.url);
    await use(app);
    if (info.status !== info.expectedStatus) {
      const body = await app.screenshot().catch(() => undefined);
      if (body) await info.attach('page.png', { body, contentType: 'image/png' });
    }
    await home.tidy();
  },

  profile: async ({ engine, playwright, launchOptions, channel, sandbox }, use) => {
    const profile = new CrashableProfile(
      playwright[engine],
      channel ? { ...launchOptions, channel } : launchOptions,
      sandbox.url,
    );
    await use(profile);
    await profile.remove();
  },
});

export { expect } from '@playwright/test';
