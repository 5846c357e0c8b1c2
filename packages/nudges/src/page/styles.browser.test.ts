import { NUDGE_TYPES } from '@tendril/protocol';
import type {} from '@vitest/browser-playwright';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { cdp } from 'vitest/browser';
import { openEveryView, openView } from '../testing/open-view.js';
import { sampleOf } from '../testing/sample-views.js';

type Rgb = [red: number, green: number, blue: number];

/** A colour as the browser paints it: `color-mix` and `light-dark` included. */
function rgbOf(color: string): Rgb {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Emulates what the person asked the system for. */
async function prefer(name: string, value: string): Promise<void> {
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name, value }] });
}

afterEach(() => cdp().send('Emulation.setEmulatedMedia', { features: [] }));

/** Tokens of a scheme as computed colours. */
async function tokens(scheme: string): Promise<(name: string) => string> {
  document.documentElement.style.colorScheme = scheme;
  onTestFinished(() => document.documentElement.removeAttribute('style'));
  const page = await openView(sampleOf('banner'));
  const probe = page.get('.view').appendChild(document.createElement('i'));
  return (name) => {
    probe.style.setProperty('color', `var(--${name})`);
    return getComputedStyle(probe).color;
  };
}

describe.each(['light', 'dark'])('contrast in the %s scheme', (scheme) => {
  it.each([
    ['text', 'surface', 4.5],
    ['muted', 'surface', 4.5],
    ['critical', 'surface', 4.5],
    ['warn', 'surface', 4.5],
    ['success', 'surface', 4.5],
    ['on-accent', 'accent', 4.5],
    // Focus rings, borders of fields and bars.
    ['accent', 'surface', 3],
    ['edge', 'surface', 3],
  ])('%s on %s is at least %d : 1', async (one, other, least) => {
    const color = await tokens(scheme);
    expect(contrast(color(one), color(other))).toBeGreaterThanOrEqual(least);
  });
});

it('a site’s tokens win, by any ancestor', async () => {
  document.body.style.setProperty('--tendril-accent', 'rgb(15, 118, 110)');
  document.body.style.setProperty('--tendril-density', '2');
  onTestFinished(() => document.body.removeAttribute('style'));
  const page = await openView(sampleOf('banner'));
  expect(getComputedStyle(page.get('.primary')).backgroundColor).toBe('rgb(15, 118, 110)');
  expect(getComputedStyle(page.get('section')).paddingTop).toBe('32px');
});

it('the page’s font is taken where it is asked for', async () => {
  document.body.style.font = '17px serif';
  onTestFinished(() => document.body.removeAttribute('style'));
  const page = await openView(sampleOf('banner'));
  expect(getComputedStyle(page.get('.body')).fontSize).toBe('15px');
  document.body.style.setProperty('--tendril-font', '17px/1.5 serif');
  expect(getComputedStyle(page.get('.body')).font).toContain('17px / 25.5px serif');
});

it('nothing moves in any view for who asked for less motion', async () => {
  const page = await openEveryView();
  const moving = () =>
    NUDGE_TYPES.flatMap((type) => [...(page.host(type)?.shadowRoot?.querySelectorAll('*') ?? [])])
      .map((element) => getComputedStyle(element))
      .filter((one) => /[1-9]/.test(one.transitionDuration) && one.transitionProperty !== 'none')
      .map(({ transitionProperty }) => transitionProperty);
  expect(moving(), 'bars do').toContain('width');
  await prefer('prefers-reduced-motion', 'reduce');
  await expect.poll(moving).toEqual([]);
});

it('under forced colours buttons and frames keep real borders, and bars a fill', async () => {
  await prefer('forced-colors', 'active');
  const page = await openView(sampleOf('banner'));
  expect(matchMedia('(forced-colors: active)').matches).toBe(true);
  for (const one of ['section', '.primary', '.meter'])
    expect(getComputedStyle(page.get(one)).borderStyle, one).toBe('solid');
  const fill = getComputedStyle(page.get('.meter i')).backgroundColor;
  expect(fill).not.toBe(getComputedStyle(page.get('.meter')).backgroundColor);
});

it.each([
  ['gate', '.plan.fits', 'outlineStyle'],
  ['calculator', '.results', 'borderStyle'],
  ['recap', 'dl div', 'borderStyle'],
] as const)(
  'under forced colours, which paint no background: in a %s %s has a line',
  async (type, one, line) => {
    await prefer('forced-colors', 'active');
    const page = await openView(sampleOf(type));
    expect(getComputedStyle(page.get(one))[line]).toBe('solid');
  },
);

it('under forced colours what is done, and what is chosen, differs from what is not', async () => {
  await prefer('forced-colors', 'active');
  const list = await openView(sampleOf('checklist'));
  const done = list.get('.done .tick');
  const open = list.get('li:not(.done) .tick');
  const hook = getComputedStyle(done, '::after');
  expect(hook.borderRightStyle).toBe('solid');
  expect(hook.borderRightColor).not.toBe(getComputedStyle(done).backgroundColor);
  expect(getComputedStyle(open, '::after').content).toBe('none');

  const scale = [{ id: 'ease', kind: 'scale', label: 'How easy?', min: 1, max: 3 }] as const;
  const page = await openView(sampleOf('survey', { survey: { steps: [...scale] } }));
  page.get<HTMLInputElement>('.scale input').click();
  await page.settle();
  const backgroundOf = (one: string) => getComputedStyle(page.get(one)).backgroundColor;
  // The background of a button is that of the page then.
  expect(backgroundOf('.scale :checked + span')).not.toBe(backgroundOf('.primary'));
});
