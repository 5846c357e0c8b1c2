// Examples in HTML: loaded in Chromium as a page of https://app.example, with the script-tag files under any address
// that ends in /tendril.js and a real collector behind any address that starts with /v1/.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM } from '../browsers/chromium.mjs';
import { ROOT } from '../build/workspace.mjs';

const PAGE = 'https://app.example/';
const SCRIPTS = join(ROOT, 'packages/browser/dist/script');
const ARRIVAL_LIMIT_MS = 10_000;

async function answer(route, html, collector) {
  const { href, pathname, search } = new URL(route.request().url());
  if (href === PAGE) return route.fulfill({ contentType: 'text/html', body: html });
  if (pathname === '/v1/stream') return route.abort(); // it never ends, so it cannot be handed on
  if (pathname.startsWith('/v1/')) {
    return route.fulfill({ response: await route.fetch({ url: collector.url + pathname + search }) });
  }
  const script = join(SCRIPTS, pathname.match(/(chunks\/)?[^/]+$/)?.[0] ?? '');
  if (!pathname.endsWith('.js') || !existsSync(script)) return route.fulfill({ status: 404 });
  const headers = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' };
  return route.fulfill({ headers, body: readFileSync(script) });
}

/** Tracks an event from the page and waits until the collector has stored it. */
async function trackAndWait(page, collector) {
  const ready = await page.evaluate(() => typeof globalThis.tendril?.track);
  if (ready !== 'function') return `after loading, tendril.track is ${ready}`;
  const messageId = await page.evaluate(() => globalThis.tendril.track('documentation-example'));
  await page.evaluate(() => globalThis.tendril.flush?.());
  for (const end = Date.now() + ARRIVAL_LIMIT_MS; Date.now() < end; await page.waitForTimeout(50)) {
    if ((await collector.events()).some((event) => event.messageId === messageId)) return undefined;
  }
  return `event ${messageId} did not arrive at the collector`;
}

async function runPage(browser, { place, code }, collector) {
  const errors = [];
  const page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('requestfailed', (request) => {
    if (!request.url().endsWith('/v1/stream'))
      errors.push(`${request.url()} failed: ${request.failure()?.errorText}`);
  });
  await page.route('**/*', (route) => answer(route, code, collector));
  await page.goto(PAGE);
  const problem = await trackAndWait(page, collector);
  // What the page asks for from here on is answered by nobody, and no fault of its own.
  page.removeAllListeners('requestfailed');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.close();
  return [...errors, problem].filter(Boolean).map((each) => `${place}: ${each}`);
}

/** @returns what went wrong, one text per finding */
export async function runPages(blocks, { collector }) {
  if (blocks.length === 0) return [];
  const browser = await chromium.launch(CHROMIUM);
  try {
    const issues = [];
    for (const block of blocks) issues.push(...(await runPage(browser, block, collector)));
    return issues;
  } finally {
    await browser.close();
  }
}
