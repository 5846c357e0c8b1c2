import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type FloatingPage, openFloatingPage, placed } from '../testing/floating-page.js';

const FLOATING = ['corner', 'top', 'bottom'] as const;
const frameOf = (page: FloatingPage) =>
  page.panel()?.shadowRoot?.querySelector<HTMLElement>('section,dialog') as HTMLElement;
const live = () => document.querySelector('tendril-live')?.shadowRoot?.querySelector('[role=status]');
const focused = () => {
  const { activeElement } = document;
  return activeElement?.shadowRoot?.activeElement ?? activeElement;
};

async function open(nudge = placed({ surface: 'corner' }), html = ''): Promise<FloatingPage> {
  const page = await openFloatingPage(nudge, html);
  await page.until(page.isSeen, 'the nudge is there');
  return page;
}

beforeEach(() => (document.activeElement as HTMLElement | null)?.blur());

describe.each(FLOATING)('%s', (surface) => {
  it('is a region with a name, above the page, at its edge', async () => {
    const page = await open(placed({ surface }));
    const frame = frameOf(page);
    expect([frame.role, frame.ariaLabel, frame.lang]).toEqual(['region', 'Share it', 'en']);
    const box = frame.getBoundingClientRect();
    expect(box.height).toBeGreaterThan(40);
    expect(box.right).toBeLessThanOrEqual(innerWidth);
    if (surface === 'top') expect(box.top).toBe(0);
    else expect(innerHeight - box.bottom).toBe(surface === 'corner' ? 16 : 0);
    expect(document.elementFromPoint(box.left + 30, box.top + 20)).toBe(page.panel());
  });

  it('takes no focus, and what is typed meanwhile goes where it was going', async () => {
    const page = await openFloatingPage(placed({ surface }, { when: { on: [{ event: 'go' }] } }), '<input>');
    const field = page.root.querySelector('input') as HTMLInputElement;
    field.value = 'ab';
    field.focus();
    field.setSelectionRange(1, 1);
    await userEvent.keyboard('1');
    page.hear('go');
    await page.until(page.isSeen, 'the nudge is there');
    await userEvent.keyboard('23');
    expect(focused()).toBe(field);
    expect([field.value, field.selectionStart]).toEqual(['a123b', 4]);
  });

  it('shifts nothing on the page', async () => {
    const page = await openFloatingPage(placed({ surface }), '');
    const text = page.add('<p>The page.</p>');
    const before = text.getBoundingClientRect();
    await page.until(page.isSeen, 'the nudge is there');
    expect(text.getBoundingClientRect()).toEqual(before);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
  });

  it('Escape closes it where the focus is inside, and only there', async () => {
    const page = await open(placed({ surface }), '<button>Host</button>');
    const host = page.root.querySelector('button') as HTMLElement;
    const heard: string[] = [];
    const listen = ({ key }: KeyboardEvent) => void heard.push(key);
    document.addEventListener('keydown', listen);
    onTestFinished(() => document.removeEventListener('keydown', listen));
    host.focus();
    await userEvent.keyboard('{Escape}');
    await page.settle();
    expect(page.isSeen()).toBe(true);
    page.control('Later').focus();
    await userEvent.keyboard('{Escape}');
    await page.until(() => !page.panel(), 'it has gone');
    expect(page.names()).toContain('nudge.dismissed');
    expect(heard, 'the page hears of the first only').toEqual(['Escape']);
    expect(focused(), 'the focus is where it was').toBe(host);
  });

  it('in RTL reads the other way', async () => {
    document.documentElement.dir = 'rtl';
    onTestFinished(() => document.documentElement.removeAttribute('dir'));
    const page = await open(placed({ surface }));
    expect(frameOf(page).dir).toBe('rtl');
    const box = frameOf(page).getBoundingClientRect();
    const middle = page.control('Not now').getBoundingClientRect();
    expect(middle.left - box.left).toBeLessThan(box.right - middle.right);
    if (surface === 'corner') expect(box.left).toBe(16);
  });

  it('that can not be dismissed has no way out but its buttons', async () => {
    const fixed = placed({ surface });
    const page = await open({ ...fixed, what: { ...fixed.what, dismissible: false } });
    page.control('Later').focus();
    await userEvent.keyboard('{Escape}');
    await page.settle();
    expect(page.isSeen()).toBe(true);
    expect(() => page.control('Not now')).toThrow();
  });
});

describe('what is said', () => {
  it('is said once, in a region that was there before, and is no longer there afterwards', async () => {
    let atFirst: string | undefined | null;
    const observer = new MutationObserver(() => {
      atFirst ??= live()?.textContent;
    });
    observer.observe(document.body, { childList: true });
    onTestFinished(() => observer.disconnect());
    const page = await openFloatingPage(placed({ surface: 'corner' }));
    await expect.poll(live).toBeTruthy();
    expect(atFirst).toBe('');
    const region = live();
    await page.until(() => region?.textContent !== '', 'it is said');
    expect(live()).toBe(region);
    expect(region?.textContent).toBe('Share it Two colleagues can see it.');
    expect(region?.querySelector('button')).toBeNull();
    const host = document.querySelector('tendril-live') as Element;
    expect([host.getBoundingClientRect().height, getComputedStyle(host).clipPath]).toEqual([1, 'inset(50%)']);
    page.control('Not now').click();
    await page.until(() => !page.panel(), 'it has gone');
    await expect.poll(() => region?.textContent).toBe('');
  });

  it('is not said of a dialog, which says it by its focus', async () => {
    const page = await open(placed({ surface: 'center' }));
    await page.settle();
    expect(live()).toBeUndefined();
  });

  it('has its region no more when the nudges are off', async () => {
    const page = await open();
    await expect.poll(live).toBeTruthy();
    page.unmount();
    await expect.poll(live).toBeUndefined();
  });
});

describe('beside an anchor', () => {
  const nudge = placed({ surface: 'anchor', anchor: 'share' });
  const html = `<button id="before">Before</button><button data-tendril-anchor="share">Share</button><button id="after">After</button>`;

  it('is a dialog that is not modal, and takes no focus', async () => {
    const page = await open(nudge, html);
    expect(frameOf(page).role).toBe('dialog');
    expect(frameOf(page).ariaModal).toBeNull();
    expect(frameOf(page).ariaLabel).toBe('Share it');
    expect(focused()).toBe(document.body);
  });

  it('comes right after the anchor in the Tab order', async () => {
    const page = await open(nudge, html);
    (page.root.querySelector('[data-tendril-anchor]') as HTMLElement).focus();
    const order: (string | null | undefined)[] = [];
    for (let step = 0; step < 4; step++) {
      await userEvent.keyboard('{Tab}');
      order.push(focused()?.textContent);
    }
    expect(order).toEqual(['Buy', 'Later', '×', 'After']);
  });

  it('closed with the focus inside, gives it back to where it came from', async () => {
    const page = await open(nudge, html);
    const anchor = page.root.querySelector('[data-tendril-anchor]') as HTMLElement;
    anchor.focus();
    await userEvent.keyboard('{Tab}{Tab}{Tab}{Enter}');
    await page.until(() => !page.panel(), 'it has gone');
    expect(focused()).toBe(anchor);
  });

  it.each([
    [
      'an SVG element',
      '<svg data-tendril-anchor="share" width="40" height="40"><rect width="40" height="40"/></svg>',
    ],
    ['text', '<p data-tendril-anchor="share">Share</p>'],
    ['a disabled button', '<button disabled data-tendril-anchor="share">Share</button>'],
  ])('%s that takes no focus: its controls are reached by Tab', async (_, anchor) => {
    const page = await open(nudge, `<div>${anchor}<button id="last">Last</button></div>`);
    (page.root.querySelector('#last') as HTMLElement).focus();
    await userEvent.keyboard('{Tab}');
    expect(focused()?.textContent).toBe('Buy');
  });
});

describe('in the center', () => {
  const nudge = placed({ surface: 'center' }, { when: { on: [{ gate: 'reports' }] } });
  const ask = (page: FloatingPage) => page.hear('gate.refused', { entitlement: 'reports' });
  async function openByGate(html = '<button>Locked</button>'): Promise<FloatingPage> {
    const page = await openFloatingPage(nudge, html);
    page.root.querySelector('button')?.focus();
    ask(page);
    await page.until(page.isSeen, 'the dialog is there');
    return page;
  }

  it('is a modal dialog with its heading for a name and for its focus, and not the button that buys', async () => {
    const page = await openByGate();
    const dialog = frameOf(page);
    expect(dialog.matches(':modal')).toBe(true);
    const heading = dialog.querySelector('.title') as HTMLElement;
    expect(dialog.getAttribute('aria-labelledby')).toBe(heading.id);
    expect(focused()).toBe(heading);
    await userEvent.keyboard('{Tab}');
    expect(focused()?.textContent).toBe('Buy');
  });

  it.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['its button', async (page: FloatingPage) => page.control('Not now').click()],
  ])('%s closes it, gives the focus back, and counts once', async (_, close) => {
    const page = await openByGate();
    await close(page);
    await page.until(() => !page.panel(), 'it has gone');
    expect(focused()?.textContent).toBe('Locked');
    expect(page.names().filter((name) => name === 'nudge.dismissed')).toHaveLength(1);
  });

  it('is opened by each refusal, however often it was dismissed', async () => {
    const page = await openByGate();
    page.control('Not now').click();
    await page.until(() => !page.panel(), 'it has gone');
    await page.clock.advance(60_000);
    expect(page.panel()).toBeUndefined();
    ask(page);
    await page.until(page.isSeen, 'the dialog is there again');
    expect(page.names().filter((name) => name === 'nudge.assigned')).toHaveLength(1);
  });

  it('opens at once: no time passes', async () => {
    const page = await openByGate();
    page.control('Not now').click();
    await page.until(() => !page.panel(), 'it has gone');
    const at = page.clock.now();
    ask(page);
    await expect.poll(() => page.isSeen()).toBe(true);
    expect(page.clock.now()).toBe(at);
  });

  it('can be closed even where its stage says that it can not: nobody is held', async () => {
    const page = await openFloatingPage({ ...nudge, what: { ...nudge.what, dismissible: false } });
    ask(page);
    await page.until(page.isSeen, 'the dialog is there');
    await userEvent.keyboard('{Escape}');
    await page.until(() => !page.panel(), 'it has gone');
  });

  it('opened by name', async () => {
    const page = await openFloatingPage(placed({ surface: 'center' }, { when: { on: [{ manual: true }] } }));
    page.hear('nudge.requested', { nudge: 'other' });
    await page.settle();
    expect(page.panel()).toBeUndefined();
    page.hear('nudge.requested', { nudge: 'floating' });
    await page.until(page.isSeen, 'the dialog is there');
  });

  it('counts as seen after a second, though its host has no size', async () => {
    const page = await openByGate();
    await expect.poll(() => page.names(), { timeout: 3_000 }).toContain('nudge.exposed');
  });
});

describe('a control that gets the focus under a bar', () => {
  it.each(['top', 'bottom'] as const)('%s: is scrolled clear of it', async (surface) => {
    const page = await open(placed({ surface }), '<button>Far</button>');
    const rows = '<div style="height: 1500px"></div>';
    page.root.insertAdjacentHTML('afterbegin', rows);
    page.root.insertAdjacentHTML('beforeend', rows);
    const far = page.root.querySelector('button') as HTMLElement;
    const bar = page.panel() as HTMLElement;
    await page.until(
      () =>
        getComputedStyle(document.documentElement).getPropertyValue(`scroll-padding-${surface}`) !== 'auto',
      'the page makes room',
    );
    if (surface === 'top') window.scrollTo(0, far.offsetTop + 200);
    far.focus();
    const clear = () => {
      const [a, b] = [far.getBoundingClientRect(), bar.getBoundingClientRect()];
      return a.bottom <= b.top || a.top >= b.bottom;
    };
    expect(clear()).toBe(true);
    expect(bar.hasAttribute('across')).toBe(false);
    page.unmount();
    expect(document.documentElement.style.getPropertyValue(`scroll-padding-${surface}`)).toBe('');
  });

  it.each(FLOATING)(
    '%s: where the page can not scroll, the nudge moves to the other edge',
    async (surface) => {
      const edge = surface === 'top' ? 'top' : 'bottom';
      const page = await open(placed({ surface }), '<button style="margin: 250px 0">Safe</button>');
      const menu = page.add(
        `<div style="position: fixed; ${edge}: 24px; right: 40px"><button>Menu</button></div>`,
      ).firstElementChild as HTMLElement;
      const bar = page.panel() as HTMLElement;
      const before = bar.getBoundingClientRect().top;
      menu.focus();
      await page.until(() => bar.getBoundingClientRect().top !== before, 'it has moved');
      const covered = () => {
        const { left, top } = menu.getBoundingClientRect();
        return document.elementFromPoint(left + 2, top + 2) !== menu;
      };
      expect(covered()).toBe(false);
      page.root.querySelector('button')?.focus();
      await page.until(() => bar.getBoundingClientRect().top === before, 'it is back');
    },
  );
});

describe('a slot', () => {
  it('dismissed with the focus inside, gives it back', async () => {
    const page = await openFloatingPage(placed({ surface: 'slot', slot: 's' }), '<button>Host</button>');
    page.add('<div data-tendril-slot="s"></div>');
    const shadow = () => page.root.querySelector('tendril-nudge')?.shadowRoot;
    await page.until(() => !!shadow()?.querySelector('.close'), 'the banner is there');
    const host = page.root.querySelector('button') as HTMLElement;
    host.focus();
    const close = shadow()?.querySelector<HTMLElement>('.close') as HTMLElement;
    close.focus();
    close.click();
    await page.until(() => !shadow(), 'it has gone');
    expect(focused()).toBe(host);
  });

  it('leaves Escape to the page', async () => {
    const page = await openFloatingPage(placed({ surface: 'slot', slot: 's' }));
    page.add('<div data-tendril-slot="s"></div>');
    const shadow = () => page.root.querySelector('tendril-nudge')?.shadowRoot;
    await page.until(() => !!shadow()?.querySelector('.close'), 'the banner is there');
    const heard: boolean[] = [];
    const listen = ({ defaultPrevented }: KeyboardEvent) => void heard.push(defaultPrevented);
    document.addEventListener('keydown', listen);
    onTestFinished(() => document.removeEventListener('keydown', listen));
    shadow()?.querySelector<HTMLElement>('.close')?.focus();
    await userEvent.keyboard('{Escape}');
    await page.settle();
    expect([!!shadow(), heard]).toEqual([true, [false]]);
  });

  it('that reserves its place shifts nothing', async () => {
    const page = await openFloatingPage(placed({ surface: 'slot', slot: 's' }));
    const shifts: unknown[] = [];
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: false });
    page.add('<div data-tendril-slot="s" style="min-height: 220px"></div>');
    const text = page.add('<p>The page.</p>');
    const { top } = text.getBoundingClientRect();
    await page.until(() => !!page.root.querySelector('tendril-nudge'), 'the banner is there');
    expect(text.getBoundingClientRect().top).toBe(top);
    expect([...shifts, ...observer.takeRecords()]).toEqual([]);
    observer.disconnect();
  });

  it('of a page that hides what is empty shows what comes into it', async () => {
    const style = document.head.appendChild(document.createElement('style'));
    style.textContent = 'div:empty { display: none }';
    onTestFinished(() => style.remove());
    const page = await openFloatingPage(placed({ surface: 'slot', slot: 's' }));
    const slot = page.add('<div data-tendril-slot="s"></div>');
    await page.until(() => slot.offsetHeight > 20, 'the banner is there');
  });
});
