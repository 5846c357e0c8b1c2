import { type Browser, test as base } from '@playwright/test';
import type { App } from './app.ts';
import type { Engine } from './browsers.ts';
import { Collector } from './collector.ts';
import { CrashableProfile } from './crashable-profile.ts';
import { playwrightApp } from './playwright-tab.ts';
import { type Example, type Sandbox, startSandbox } from './sandbox.ts';
import { webkitApp } from './webkit/webkit-app.ts';

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
  /** A fresh browser profile with one empty tab. */
  app: App;
  /** A profile on disk whose browser can be killed and opened again. Chromium and Firefox only. */
  profile: CrashableProfile;
}

interface WorkerFixtures {
  /** One browser process for all tests; null for WebKit, whose sessions are what keeps storage apart. */
  shared: Browser | null;
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

  app: async ({ shared, sandbox }, use, info) => {
    const context = await shared?.newContext({ baseURL: sandbox.url });
    const webkit = context ? undefined : await webkitApp(sandbox.url);
    const app = context ? await playwrightApp(context) : webkit!;
    await use(app);
    if (info.status !== info.expectedStatus) {
      const body = await app.screenshot().catch(() => undefined);
      if (body) await info.attach('page.png', { body, contentType: 'image/png' });
    }
    await context?.close();
    await webkit?.end();
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
