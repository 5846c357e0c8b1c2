import type { Tab } from '../app.ts';

/** Computed styles and box of each element. */
interface Drawn {
  [element: string]: { [name: string]: string };
}

declare global {
  interface Window {
    /** What `measure` found when it was called first, by what it looked at. */
    likeness?: { [hosts: string]: Drawn };
  }
}

/**
 * Notes how every element inside of these nudges is drawn: its computed styles, and its box within the nudge's. Answers
 * what is other than it was the first time.
 */
export const measure = (tab: Tab, of = 'tendril-nudge'): Promise<string[]> =>
  tab.evaluate((hosts) => {
    const now: Drawn = {};
    for (const host of document.querySelectorAll<HTMLElement>(hosts)) {
      const { shadowRoot: root } = host;
      // What is above the page has its place in the window, wherever its host is.
      const isAbove = root?.querySelector('dialog, .debug');
      const outer = isAbove ? new DOMRect() : host.getBoundingClientRect();
      const type = root?.querySelector('.view')?.className ?? isAbove?.localName ?? '';
      for (const [index, element] of [...(root?.querySelectorAll('*') ?? [])].entries()) {
        if (!element.checkVisibility()) continue;
        const { left, top, width, height } = element.getBoundingClientRect();
        const styles = getComputedStyle(element);
        const box = [left - outer.left, top - outer.top, width, height];
        // Custom properties are for the page to set.
        const names = [...styles].filter((name) => !name.startsWith('--'));
        now[`${type} ${index} ${element.localName}.${element.className}`] = {
          ...Object.fromEntries(names.map((name) => [name, styles.getPropertyValue(name)])),
          box: box.join(' '),
        };
      }
      now[`${type} host`] = { display: getComputedStyle(host).display, drawn: `${host.checkVisibility()}` };
    }
    window.likeness ??= {};
    window.likeness[hosts] ??= now;
    const before = window.likeness[hosts];
    const pixels = (text = '') => text.split(' ').map(Number);
    // Where on a pixel a nudge begins, the page says.
    const isLike = (name: string, one = '', other = '') =>
      one === other ||
      (name === 'box' &&
        pixels(one).every((value, index) => Math.abs(value - (pixels(other)[index] ?? 0)) < 0.5));
    const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return names.flatMap((name) =>
      [...new Set([...Object.keys(before[name] ?? {}), ...Object.keys(now[name] ?? {})])]
        .filter((one) => !isLike(one, before[name]?.[one], now[name]?.[one]))
        .map((one) => `${name}: ${one} was ${before[name]?.[one]}, is ${now[name]?.[one]}`),
    );
  }, of);

/** Lets the page around the nudges be as wide as it was, whatever its styles say: what is compared is what is inside. */
export const holdPlaces = (tab: Tab): Promise<void> =>
  tab.evaluate(() => {
    const hold = (element: HTMLElement, styles: object) => {
      for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value, 'important');
    };
    document.documentElement.style.setProperty('color-scheme', 'light', 'important');
    for (const place of document.querySelectorAll<HTMLElement>(
      '[data-tendril-slot], [data-tendril-anchor]',
    )) {
      const isSlot = place.dataset.tendrilSlot !== undefined;
      hold(place, { display: isSlot ? 'block' : 'inline-block', width: isSlot ? '600px' : '120px' });
      for (let up = place.parentElement; up; up = up.parentElement)
        hold(up, { display: 'block', background: 'white' });
    }
  });

/** Adds a style sheet to the page as the page itself would; `undefined` takes it away. */
export const restyle = (tab: Tab, css: string | undefined): Promise<void> =>
  tab.evaluate(async (text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text ?? '');
    document.adoptedStyleSheets = text === undefined || text === null ? [] : [sheet];
    // Panels follow their anchors with the frames.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, css);
