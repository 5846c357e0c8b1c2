import type { BrowserContext, Page } from '@playwright/test';
import type { App, Tab, Target } from './app.ts';

const locate = (page: Page, target: Target) =>
  (typeof target === 'string'
    ? page.locator(target)
    : page.getByRole('button', { name: target.button, exact: true })
  ).first();

/** Gathers what the browser calls an error, from the moment the tab exists. */
function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(`uncaught ${error}`));
  return errors;
}

/** A tab of Chromium or Firefox. Playwright's own locators already look through open shadow roots. */
function playwrightTab(page: Page, baseURL: string): Tab {
  const errors = errorsOf(page);
  return {
    goto: async (path) => void (await page.goto(new URL(path, baseURL).href)),
    reload: async () => void (await page.reload()),
    // Not goBack(): over BiDi it never hears that a page was restored. In a later task, so that this one can answer.
    back: () => page.evaluate(() => void setTimeout(() => history.back())),
    close: () => page.close(),
    click: (target) => locate(page, target).click(),
    fill: (css, text) => locate(page, css).fill(text),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    // All at once: a second step could wait for an element that has just gone.
    text: async (css) =>
      ((await page.locator(css).filter({ visible: true }).allInnerTexts())[0] ?? '').trim(),
    visible: (target) => locate(page, target).isVisible(),
    evaluate: (fn, ...args) => page.evaluate(`(${fn})(...${JSON.stringify(args)})`),
    errors: async () => errors,
    screenshot: () => page.screenshot(),
    ariaTree: (css) => locate(page, css).ariaSnapshot(),
    resize: (width, height) => page.setViewportSize({ width, height }),
  };
}

/** A Playwright context as an app at home at `baseURL`: its first tab, and more on request. */
export async function playwrightApp(context: BrowserContext, baseURL: string): Promise<App> {
  context.setDefaultTimeout(6_000);
  context.setDefaultNavigationTimeout(15_000);
  const first = playwrightTab(context.pages()[0] ?? (await context.newPage()), baseURL);
  return { ...first, newTab: async () => playwrightTab(await context.newPage(), baseURL) };
}
