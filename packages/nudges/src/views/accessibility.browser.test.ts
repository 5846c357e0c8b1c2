import { NUDGE_TYPES } from '@tendril/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LOOKS, overflowing, tooSmall, violations, wear } from '../testing/looks.js';
import { openEveryView } from '../testing/open-view.js';

describe.each(LOOKS)('every view: $name', (look) => {
  it('has no violation that axe knows', async () => {
    await wear(look);
    await openEveryView(NUDGE_TYPES, look.dir === 'rtl' ? 'ar' : 'en');
    expect(await violations()).toEqual([]);
  });

  it('fits without a scroll to the side', async () => {
    await wear(look);
    const { host } = await openEveryView();
    expect(NUDGE_TYPES.flatMap((type) => overflowing(host(type) as HTMLElement))).toEqual([]);
  });

  it('has no target smaller than 24 by 24 px', async () => {
    await wear(look);
    const { host } = await openEveryView();
    expect(NUDGE_TYPES.flatMap((type) => tooSmall(host(type) as HTMLElement))).toEqual([]);
  });
});

it('axe does find what is wrong', async () => {
  await wear({});
  const main = document.body.appendChild(document.createElement('main'));
  onTestFinished(() => main.remove());
  main.append(document.createElement('button'));
  main.insertAdjacentHTML('beforeend', '<button aria-label="Send">Go on</button>');
  expect(await violations()).toEqual([
    expect.stringContaining('button-name'),
    expect.stringContaining('label-content-name-mismatch'),
  ]);
});

it('no view takes the focus when it comes', async () => {
  const field = document.body.appendChild(document.createElement('input'));
  onTestFinished(() => field.remove());
  field.focus();
  await openEveryView();
  expect(document.activeElement).toBe(field);
});

it.each(NUDGE_TYPES)('%s: every button and field has a name', async (type) => {
  const { host } = await openEveryView([type]);
  const root = host(type)?.shadowRoot as ShadowRoot;
  for (const button of root.querySelectorAll('button'))
    expect(button.textContent?.trim() || button.ariaLabel, button.outerHTML).toBeTruthy();
  for (const field of root.querySelectorAll('input'))
    expect(field.labels?.[0]?.textContent?.trim(), field.outerHTML).toBeTruthy();
});
