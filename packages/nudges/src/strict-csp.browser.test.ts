import { NUDGE_TYPES } from '@tendril/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { mountNudges } from './mount-nudges.js';
import { createFakeLink } from './testing/fake-link.js';
import { rulesetOf, SEATS } from './testing/sample-page.js';
import { SAMPLE_FACTS, sampleOf } from './testing/sample-views.js';

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; require-trusted-types-for 'script'";

/** A document of its own under a policy that forbids inline styles and markup from strings. */
async function strictPage(
  slots: readonly string[] = ['app-banner'],
): Promise<{ page: Document; violations: string[] }> {
  const frame = document.body.appendChild(document.createElement('iframe'));
  onTestFinished(() => frame.remove());
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <body>${slots.map((slot) => `<div data-tendril-slot="${slot}"></div>`).join('')}</body>`;
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const page = frame.contentDocument as Document;
  const violations: string[] = [];
  page.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
    violations.push(violatedDirective),
  );
  return { page, violations };
}

it('the policy of this test does forbid inline styles and markup', async () => {
  const { page, violations } = await strictPage();
  const element = page.createElement('p');
  element.setAttribute('style', 'color: red');
  expect(() => {
    element.innerHTML = '<b>x</b>';
  }).toThrow('TrustedHTML');
  await expect.poll(() => violations.length).toBe(2);
});

it('banner and prompt are drawn and styled under it without a violation', async () => {
  const { page, violations } = await strictPage();
  const fake = createFakeLink({ actions: { invite: ({ emails }) => ({ sent: emails }) } });
  onTestFinished(mountNudges(fake.link, page.documentElement));
  fake.link.ruleset.set(rulesetOf(SEATS));
  fake.link.facts.usage({ seats: { used: 9, limit: 10 } });
  await fake.clock.advance(200);
  const bannerOf = () => page.querySelector('[data-tendril-slot] > tendril-nudge')?.shadowRoot;
  await expect.poll(() => bannerOf()?.querySelector('.title')?.textContent).toBe('9 of 10 seats used');
  const banner = bannerOf();
  const view = page.defaultView as Window;
  const bar = banner?.querySelector<HTMLElement>('.meter > i') as HTMLElement;
  expect(bar.style.width).toBe('90%');
  expect(view.getComputedStyle(banner?.querySelector('section') as Element).position).toBe('relative');
  banner?.querySelector<HTMLButtonElement>('button.primary')?.click();
  await expect
    .poll(() => page.querySelector('body > tendril-nudge')?.shadowRoot?.querySelector('dialog')?.open)
    .toBe(true);
  await fake.clock.advance(200);
  expect(violations).toEqual([]);
});

it('every view is drawn and styled under it without a violation', async () => {
  const { page, violations } = await strictPage(NUDGE_TYPES);
  const fake = createFakeLink();
  onTestFinished(mountNudges(fake.link, page.documentElement));
  fake.link.ruleset.set(rulesetOf(...NUDGE_TYPES.map((type) => sampleOf(type))));
  fake.link.facts.account(SAMPLE_FACTS.account);
  fake.link.facts.usage(SAMPLE_FACTS.usage);
  const viewIn = (slot: string) =>
    page.querySelector(`[data-tendril-slot=${slot}] > tendril-nudge`)?.shadowRoot?.querySelector('.view');
  await expect
    .poll(async () => {
      await fake.clock.advance(200);
      return NUDGE_TYPES.filter((type) => !viewIn(type));
    })
    .toEqual([]);
  const view = page.defaultView as Window;
  for (const type of NUDGE_TYPES)
    expect(view.getComputedStyle(viewIn(type) as Element).display, type).toBe('flex');
  expect(view.getComputedStyle(viewIn('survey')?.querySelector('fieldset') as Element).display).toBe('grid');
  expect(violations).toEqual([]);
});
