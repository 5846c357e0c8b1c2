import type { Tab } from '../app.ts';

declare global {
  interface Window {
    /** The pictures that were taken first, by nudge. */
    pictures?: { [nudge: string]: ImageData };
  }
}

/** Lets a nudge begin on a whole pixel and in sight, as what is compared is how it is drawn and not where. */
const settle = (tab: Tab, css: string): Promise<void> =>
  tab.evaluate(async (selector) => {
    const host = document.querySelector<HTMLElement>(selector);
    if (!host) throw new Error(`there is no ${selector}`);
    const slot = host.closest<HTMLElement>('[data-tendril-slot]');
    const { style } = slot ?? host;
    if (slot) {
      for (const [name, value] of Object.entries({ position: 'relative', left: '0px', top: '0px' }))
        style.setProperty(name, value, 'important');
      slot.scrollIntoView({ block: 'start', behavior: 'instant' });
      const { left, top } = host.getBoundingClientRect();
      style.setProperty('left', `${Math.round(left) - left}px`, 'important');
      style.setProperty('top', `${Math.round(top) - top}px`, 'important');
    }
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, css);

/** Takes a picture of a nudge. Answers which share of its pixels is other than in the first picture of it. */
export async function difference(tab: Tab, css: string): Promise<number> {
  await settle(tab, css);
  const png = (await tab.screenshot()).toString('base64');
  return tab.evaluate(
    async (selector, base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const host = document.querySelector(selector);
      const frame = host?.shadowRoot?.querySelector('section, dialog') as Element;
      const { left, top, right, bottom } = frame.getBoundingClientRect();
      const [x, y] = [Math.max(0, Math.round(left)), Math.max(0, Math.round(top))];
      const width = Math.min(innerWidth, Math.round(right)) - x;
      const height = Math.min(innerHeight, Math.round(bottom)) - y;
      const canvas = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D;
      canvas.drawImage(bitmap, -x, -y);
      const picture = canvas.getImageData(0, 0, width, height);
      window.pictures ??= {};
      window.pictures[selector] ??= picture;
      const first = window.pictures[selector];
      if (first.width !== width || first.height !== height) return 1;
      // Letters are not smoothed alike on every layer, and where a line begins between two pixels, either may be taken.
      const isLike = (at: number, near: number) =>
        [0, 1, 2].every(
          (which) => Math.abs((picture.data[at + which] ?? 0) - (first.data[near + which] ?? 0)) <= 64,
        );
      const steps = [0, -1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1];
      let others = 0;
      for (let at = 0; at < picture.data.length; at += 4)
        if (!steps.some((step) => isLike(at, at + 4 * step))) others += 1;
      return others / (width * height);
    },
    css,
    png,
  );
}
