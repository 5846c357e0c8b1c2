import type { Browser } from '@playwright/test';
import type { App } from './app.ts';
import { playwrightApp } from './playwright-tab.ts';
import { openSession } from './webkit/web-driver.ts';
import { webkitApp } from './webkit/webkit-app.ts';

/**
 * One browser profile for many tests. Each test's pages have an origin of their own, and so storage, locks and channels
 * of their own; a fresh profile with a fresh window would cost more than most tests do.
 */
export interface LastingBrowser {
  /** The profile with one tab open, at home at `url`. */
  app(url: string): Promise<App>;
  /** Closes all tabs but the first, and leaves the page in that one. */
  tidy(): Promise<void>;
  end(): Promise<void>;
}

const BLANK = 'about:blank';

/** Chromium without a head says so in its name, and of bots the collector counts nothing. */
async function asPeople(browser: Browser): Promise<{ userAgent?: string }> {
  const page = await browser.newPage();
  const name = await page.evaluate(() => navigator.userAgent);
  await page.close();
  return name.includes('Headless') ? { userAgent: name.replace('Headless', '') } : {};
}

/** Chromium and Firefox. */
export async function lastingContext(browser: Browser): Promise<LastingBrowser> {
  const context = await browser.newContext(await asPeople(browser));
  return {
    app: (url) => playwrightApp(context, url),
    async tidy() {
      const [first, ...others] = context.pages();
      for (const page of others) await page.close();
      first?.removeAllListeners();
      await first?.goto(BLANK);
    },
    end: () => context.close(),
  };
}

export async function lastingSession(): Promise<LastingBrowser> {
  const session = await openSession();
  const first = await session.command<string>('GET', '/window');
  const toFirst = () => session.command('POST', '/window', { handle: first });
  return {
    app: (url) => webkitApp(session, url),
    async tidy() {
      for (const handle of await session.command<string[]>('GET', '/window/handles')) {
        if (handle === first) continue;
        await session.command('POST', '/window', { handle });
        await session.command('DELETE', '/window');
      }
      await toFirst();
      await session.command('POST', '/url', { url: BLANK });
    },
    end: session.end,
  };
}
