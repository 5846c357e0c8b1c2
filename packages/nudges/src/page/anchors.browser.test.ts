import { describe, expect, it } from 'vitest';
import { openFloatingPage, placed } from '../testing/floating-page.js';

const NUDGE = placed({ surface: 'anchor', anchor: 'share' });
const BUTTON = '<button data-tendril-anchor="share" style="margin: 100px 200px">Share</button>';

/** Distance from the anchor's lower edge to the panel's upper one; NaN without a panel. */
const gap = (anchor: Element, panel: Element | undefined): number =>
  Math.round((panel?.getBoundingClientRect().top ?? Number.NaN) - anchor.getBoundingClientRect().bottom);

describe('an anchor that comes late', () => {
  it('is waited for', async () => {
    const page = await openFloatingPage(NUDGE);
    expect(page.reason()).toBe('surface-missing');
    await page.clock.advance(9_000);
    const anchor = page.add(BUTTON);
    await page.until(page.isSeen, 'the panel is there');
    expect(gap(anchor, page.panel())).toBe(8);
    expect(page.names()).toEqual(['nudge.assigned']);
  });

  it('comes too late after ten seconds, and the next page waits anew', async () => {
    const page = await openFloatingPage(NUDGE);
    await page.clock.advance(10_001);
    page.add(BUTTON);
    await page.settle();
    expect(page.reason()).toBe('surface-late');
    expect(page.panel()).toBeUndefined();
    const before = location.pathname;
    history.pushState(null, '', '/elsewhere');
    await page.until(page.isSeen, 'the panel is there on the next page');
    history.replaceState(null, '', before);
  });

  it('`wait` says how long', async () => {
    const page = await openFloatingPage(placed({ surface: 'anchor', anchor: 'share', wait: 'PT1M' }));
    await page.clock.advance(50_000);
    page.add(BUTTON);
    await page.until(page.isSeen, 'the panel is there');
  });

  it('that was there in time, left, and is back after that, is in time', async () => {
    const page = await openFloatingPage(NUDGE, BUTTON);
    await page.until(page.isSeen, 'the panel is there');
    page.root.replaceChildren();
    await page.until(() => !page.panel(), 'it leaves with its anchor');
    await page.clock.advance(60_000);
    page.add(BUTTON);
    await page.until(page.isSeen, 'it is back');
    expect(page.names()).toEqual(['nudge.assigned']);
  });
});

describe('`missing: corner`', () => {
  const where = { surface: 'anchor', anchor: 'share', missing: 'corner' } as const;

  it('takes the corner when the wait was in vain, and stays there', async () => {
    const page = await openFloatingPage(placed(where));
    await page.clock.advance(9_000);
    expect(page.panel()).toBeUndefined();
    await page.clock.advance(1_500);
    await page.until(page.isSeen, 'the panel is there');
    expect(Object.keys(page.link.shown.get())).toEqual(['corner']);
    expect(page.panel()?.dataset.surface).toBe('corner');
    const panel = page.panel();
    page.add(BUTTON);
    await page.settle();
    expect(page.panel()).toBe(panel);
  });

  it('does not when the anchor comes', async () => {
    const page = await openFloatingPage(placed(where));
    await page.clock.advance(5_000);
    page.add(BUTTON);
    await page.until(page.isSeen, 'the panel is there');
    await page.clock.advance(20_000);
    expect(page.panel()?.dataset.surface).toBe('anchor');
  });
});

describe('an anchor that can not be seen', () => {
  it.each([
    ['display: none', 'display: none'],
    ['visibility: hidden', 'visibility: hidden'],
    ['no size', 'padding: 0; border: 0; width: 0; height: 0; font-size: 0'],
  ])('%s: waits until it can', async (_, style) => {
    const page = await openFloatingPage(NUDGE, BUTTON.replace('margin', `${style}; margin`));
    await page.settle();
    expect(page.reason()).toBe('surface-hidden');
    const anchor = page.root.querySelector('button') as HTMLElement;
    anchor.setAttribute('style', 'margin: 100px');
    page.add('<p>Something is drawn.</p>');
    await page.until(page.isSeen, 'the panel is there');
  });

  it('inside of what is hidden: comes with it and goes with it', async () => {
    const page = await openFloatingPage(NUDGE, `<section hidden>${BUTTON}</section>`);
    expect(page.reason()).toBe('surface-hidden');
    const section = page.root.querySelector('section') as HTMLElement;
    section.hidden = false;
    await page.until(page.isSeen, 'the panel is there');
    section.hidden = true;
    await page.until(() => !page.panel(), 'it has gone');
    expect(page.link.shown.get()).toEqual({});
  });

  it('scrolled away: takes no nudge, and keeps the one that it has, aside', async () => {
    const page = await openFloatingPage(NUDGE, `<div style="height: 3000px"></div>`);
    const anchor = page.add(BUTTON);
    await page.settle();
    expect(page.reason()).toBe('surface-hidden');
    anchor.scrollIntoView();
    await page.until(page.isSeen, 'the panel is there');
    const panel = page.panel();
    window.scrollTo(0, 0);
    await page.until(() => !page.isSeen(), 'it is aside');
    expect(page.reason()).toBe('shown');
    anchor.scrollIntoView();
    await page.until(page.isSeen, 'it is back');
    expect(page.panel()).toBe(panel);
  });

  it('scrolled away while somebody is in the panel: it stays', async () => {
    const page = await openFloatingPage(NUDGE, BUTTON);
    page.add('<div style="height: 3000px"></div>');
    await page.until(page.isSeen, 'the panel is there');
    page.control('Later').focus();
    window.scrollTo(0, 2000);
    await page.settle();
    expect(page.isSeen()).toBe(true);
  });

  it('clipped by what scrolls: steps aside', async () => {
    const page = await openFloatingPage(
      NUDGE,
      `<div id="box" style="height: 200px; overflow: auto">${BUTTON.replace('100px', '20px')}<div style="height: 900px"></div></div>`,
    );
    await page.until(page.isSeen, 'the panel is there');
    const box = page.root.querySelector('#box') as HTMLElement;
    box.scrollTop = 400;
    await page.until(() => !page.isSeen(), 'it is aside');
    box.scrollTop = 0;
    await page.until(page.isSeen, 'it is back');
  });

  it('under a header that stays: steps aside', async () => {
    const header =
      '<header style="position: fixed; inset: 0 0 auto; height: 80px; background: #fff"></header>';
    const page = await openFloatingPage(NUDGE, BUTTON);
    page.add(header);
    page.add('<div style="height: 3000px"></div>');
    await page.until(page.isSeen, 'the panel is there');
    window.scrollTo(0, 70);
    await page.until(() => !page.isSeen(), 'it is aside');
  });
});

describe('an anchor that moves', () => {
  it.each([
    ['by its style', (anchor: HTMLElement) => anchor.style.setProperty('margin', '180px 40px')],
    [
      'by a transform around it',
      (anchor: HTMLElement) => anchor.parentElement?.style.setProperty('transform', 'translate(33px, 71px)'),
    ],
    [
      'by what is drawn above it',
      (anchor: HTMLElement) => anchor.insertAdjacentHTML('beforebegin', '<div style="height: 90px"></div>'),
    ],
    ['by its size', (anchor: HTMLElement) => anchor.style.setProperty('padding', '30px')],
  ])('%s is followed', async (_, move) => {
    const page = await openFloatingPage(NUDGE, BUTTON);
    await page.until(page.isSeen, 'the panel is there');
    const anchor = page.root.querySelector('button') as HTMLElement;
    const before = anchor.getBoundingClientRect().bottom;
    move(anchor);
    expect(anchor.getBoundingClientRect().bottom).not.toBe(before);
    await page.until(() => gap(anchor, page.panel()) === 8, 'the panel is beside it again');
  });

  it('with scrolling, without a shift of the layout', async () => {
    const page = await openFloatingPage(NUDGE, `<div style="height: 300px"></div>`);
    const shifts: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as never as { value: number }).value);
    });
    observer.observe({ type: 'layout-shift', buffered: false });
    const anchor = page.add(BUTTON);
    page.add('<div style="height: 3000px"></div>');
    await page.until(page.isSeen, 'the panel is there');
    for (const y of [20, 40, 60, 80]) {
      window.scrollTo(0, y);
      await page.until(() => gap(anchor, page.panel()) === 8, 'the panel is beside it');
    }
    expect(shifts).toEqual([]);
    observer.disconnect();
  });

  it('is replaced by another of its name: the same panel goes to that', async () => {
    const page = await openFloatingPage(NUDGE, BUTTON);
    await page.until(page.isSeen, 'the panel is there');
    const panel = page.panel();
    const next = document.createElement('button');
    next.textContent = 'Share';
    next.style.margin = '150px 20px';
    next.dataset.tendrilAnchor = 'share';
    page.root.querySelector('button')?.replaceWith(next);
    await page.until(() => gap(next, page.panel()) === 8, 'the panel is beside the new one');
    expect(page.panel()).toBe(panel);
  });
});

describe('several anchors of a name', () => {
  it('are ambiguous while more than one can be seen', async () => {
    const page = await openFloatingPage(NUDGE, BUTTON + BUTTON);
    expect(page.reason()).toBe('surface-ambiguous');
    const [first, second] = page.root.querySelectorAll('button');
    first?.style.setProperty('display', 'none');
    await page.until(page.isSeen, 'the panel is there');
    expect(gap(second as Element, page.panel())).toBe(8);
  });
});

it('an anchor inside an open shadow root is found, and followed', async () => {
  const page = await openFloatingPage(NUDGE);
  const card = page.add('<x-card></x-card>');
  const shadow = card.attachShadow({ mode: 'open' });
  shadow.innerHTML = BUTTON;
  await page.clock.advance(2_000);
  await page.until(page.isSeen, 'the panel is there');
  const anchor = shadow.querySelector('button') as HTMLElement;
  expect(gap(anchor, page.panel())).toBe(8);
  anchor.style.margin = '60px';
  await page.until(() => gap(anchor, page.panel()) === 8, 'the panel is beside it again');
  anchor.remove();
  await page.until(() => !page.panel(), 'it has gone');
});

it.each(['ltr', 'rtl'])('in a %s page `start` is where the text begins', async (dir) => {
  const page = await openFloatingPage(
    placed({ surface: 'anchor', anchor: 'share', side: 'bottom', align: 'start' }),
    `<div dir="${dir}" style="padding: 20px 10px">${BUTTON.replace('margin: 100px 200px', '')}</div>`,
  );
  await page.until(page.isSeen, 'the panel is there');
  const anchor = (page.root.querySelector('button') as Element).getBoundingClientRect();
  const panel = (page.panel() as Element).getBoundingClientRect();
  const distance = dir === 'ltr' ? panel.left - anchor.left : panel.right - anchor.right;
  expect(Math.abs(distance)).toBeLessThan(1);
});
