// Everything that a measurement runs on: a collector, a proxy before it that counts, the site and Chromium.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM } from '../../browsers/chromium.mjs';
import { startCollector } from './collector.mjs';
import { startCountingProxy } from './counting-proxy.mjs';
import { openPage } from './open-page.mjs';
import { startSite } from './site.mjs';

/**
 * Runs `work` on a stage and clears it away. `ruleset` is what the collector serves; none leaves it empty.
 *
 * `work` gets `{ visit, bytes, browser }`. `visit(subject, count, measure, options)` opens a page of the site, such as `reference`, hands it
 * to `measure`, and makes sure that the collector stored `count` events more (a number, or a function of what `measure`
 * says); it comes back with what `measure` says.
 * `bytes()` is what went between pages and collector so far (counting-proxy.mjs); `browser` is its name.
 */
export async function onStage(work, ruleset) {
  const ends = [];
  try {
    const data = mkdtempSync(join(tmpdir(), 'tendril-bench-'));
    ends.unshift(() => rmSync(data, { recursive: true }));
    const rules = ruleset && join(data, 'ruleset.json');
    if (rules) writeFileSync(rules, JSON.stringify(ruleset));
    const collector = await startCollector(join(data, 'store'), rules);
    ends.unshift(collector.stop);
    const proxy = await startCountingProxy(collector.url);
    ends.unshift(proxy.stop);
    const site = await startSite();
    ends.unshift(site.stop);
    const browser = await chromium.launch(CHROMIUM);
    ends.unshift(() => browser.close());
    const visit = visitor({ collector, proxy, site, browser });
    return await work({ visit, bytes: proxy.bytes, browser: `Chromium ${browser.version()}` });
  } finally {
    for (const end of ends) await end();
  }
}

function visitor({ collector, proxy, site, browser }) {
  let stored = 0;
  return async (subject, count, measure, options) => {
    const address = `${site.url}/${subject}?collector=${encodeURIComponent(proxy.url)}`;
    const page = await openPage(browser, address, options);
    const value = await measure(page).finally(() => page.close());
    stored += typeof count === 'function' ? count(value) : count;
    await collector.stored(stored);
    return value;
  };
}
