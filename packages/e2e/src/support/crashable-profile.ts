import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserType, LaunchOptions } from '@playwright/test';
import type { App } from './app.ts';
import { playwrightApp } from './playwright-tab.ts';
import { killProcesses, processTree } from './process-tree.ts';

/** A browser profile on disk that outlives its browser. */
export class CrashableProfile {
  readonly #directory = mkdtempSync(join(tmpdir(), 'tendril-profile-'));
  readonly #type: BrowserType;
  readonly #options: LaunchOptions;
  readonly #baseURL: string;
  #context: BrowserContext | undefined;
  #processes: number[] = [];

  constructor(type: BrowserType, options: LaunchOptions, baseURL: string) {
    this.#type = type;
    this.#options = options;
    this.#baseURL = baseURL;
  }

  /** Starts a browser on the profile. */
  async open(): Promise<App> {
    // A killed Chromium leaves its temporary files behind: keep them where `remove` finds them.
    const env = { ...process.env, TMPDIR: this.#directory };
    const options = { ...this.#options, env };
    this.#context = await this.#type.launchPersistentContext(this.#directory, options);
    return playwrightApp(this.#context, this.#baseURL);
  }

  /** Finds the browser's processes; do it before the moment that matters, as it takes longer than a write. */
  aim(): void {
    this.#processes = processTree(this.#directory);
    if (this.#processes.length === 0) throw new Error(`no process names ${this.#directory}`);
  }

  /** Ends the browser and all its processes at once, as a crash or a power button does. */
  async crash(): Promise<void> {
    await killProcesses(this.#processes);
    // Playwright notices by itself; closing what is already gone is not an error worth a test.
    await this.#context?.close().catch(() => undefined);
    this.#context = undefined;
  }

  /** Ends the processes that run the pages there are; the browser itself lives on. Chromium only. */
  async crashPages(): Promise<void> {
    for (const page of this.#context?.pages() ?? []) {
      const gone = page.waitForEvent('crash');
      // By SIGKILL the one that stands by for the next tab would go too, and that tab with it.
      const session = await page.context().newCDPSession(page);
      session.send('Page.crash').catch(() => undefined); // nobody is left to answer
      await gone;
    }
  }

  async remove(): Promise<void> {
    await this.#context?.close();
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
