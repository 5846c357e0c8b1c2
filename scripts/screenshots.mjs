// Takes pictures of every nudge of the gallery into .build/screenshots. Usage: npm run screenshots [-- name ...]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM } from './browsers/chromium.mjs';
import { ROOT } from './build/workspace.mjs';
import { startGallery } from './screenshots/gallery.mjs';

const FOLDER = join(ROOT, '.build/screenshots');
const SCREENS = { desktop: { width: 1180, height: 900 }, phone: { width: 375, height: 800 } };
/** These wait for their event. */
const FLOATING = ['slidein', 'popover', 'modal'];
const LOOKS = [
  { name: 'light', query: 'scheme=light' },
  { name: 'dark', query: 'scheme=dark' },
  { name: 'rtl', query: 'scheme=light&lang=ar' },
];

/** One picture of each nudge, and one of the page. */
async function takePictures(browser, url, look, screen, only) {
  const context = await browser.newContext({
    viewport: SCREENS[screen],
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${url}/gallery?${look.query}`);
  // Every slot is filled by its nudge, and no price is still asked for; views come in chunks of their own.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[data-tendril-slot]')].every((slot) => {
      const root = slot.querySelector('tendril-nudge')?.shadowRoot;
      return root?.querySelector('.view') && !root.querySelector('[aria-busy=true]');
    }),
  );
  const slots = await page.locator('[data-tendril-slot]').all();
  for (const slot of slots) {
    const name = (await slot.getAttribute('data-tendril-slot')).replace('gallery-', '');
    if (only.length && !only.includes(name)) continue;
    await slot.screenshot({ path: join(FOLDER, `${name}-${screen}-${look.name}.png`) });
  }
  for (const name of only.length ? [] : FLOATING) {
    await page.click(`[data-event="gallery.${name}"]`);
    const view = page.locator(`tendril-nudge .view.${name}`);
    await view.waitFor();
    await page.screenshot({ path: join(FOLDER, `${name}-${screen}-${look.name}.png`) });
    await view.locator('xpath=..').locator('.close').click();
    await view.waitFor({ state: 'detached' });
  }
  await page.screenshot({ path: join(FOLDER, `page-${screen}-${look.name}.png`), fullPage: true });
  await context.close();
}

async function main(only) {
  process.chdir(ROOT);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), 'tendril-screenshots-'));
  const gallery = await startGallery(data);
  const browser = await chromium.launch(CHROMIUM);
  try {
    for (const screen of Object.keys(SCREENS))
      for (const look of LOOKS) await takePictures(browser, gallery.url, look, screen, only);
  } finally {
    await browser.close();
    await gallery.stop();
    rmSync(data, { recursive: true, force: true });
  }
  console.log(`screenshots: in ${FOLDER}`);
}

await main(process.argv.slice(2));
