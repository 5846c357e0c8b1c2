import type { Nudge } from '@tendril/protocol';
import { expect, onTestFinished } from 'vitest';
import { createFakeDevice } from './fake-link.js';
import { openPage, plain, type SamplePage } from './sample-page.js';

/** A nudge with two buttons that everybody gets at a place. */
export const placed = (where: Nudge['where'], over: Partial<Nudge> = {}): Nudge =>
  plain('floating', '', {
    where,
    what: {
      locale: 'en',
      content: {
        en: {
          title: 'Share it',
          body: 'Two colleagues can see it.',
          dismissLabel: 'Not now',
          actions: [
            { id: 'primary', label: 'Buy', do: 'emit', event: 'bought' },
            { id: 'secondary', label: 'Later', do: 'snooze', data: { for: 'P1D' } },
          ],
        },
      },
    },
    ...over,
  });

export interface FloatingPage extends SamplePage {
  /** The nudge that floats, if there is one on the page. */
  panel(): HTMLElement | undefined;
  /** It is there and drawn. */
  isSeen(): boolean;
  /** Lets the page and the nudges go on until this holds. */
  until(holds: () => boolean, what: string): Promise<void>;
  reason(): string | undefined;
  control(name: string): HTMLButtonElement;
  /** Puts markup into the page. */
  add(html: string): HTMLElement;
}

/** A page where nudges float; what it adds is gone when the test ends. */
export async function openFloatingPage(
  nudge: Nudge,
  html = '',
  device = createFakeDevice(),
): Promise<FloatingPage> {
  const page = await openPage({ nudges: [], slots: [], device });
  // What floats is loaded when it is wanted: it has come by the time that it has come here too.
  const settle = async () => {
    await page.settle();
    await import('../page/floating/floating-surfaces.js');
    await page.settle();
  };
  const panel = () => document.querySelector<HTMLElement>('tendril-nudge[popover]') ?? undefined;
  const add = (markup: string) => {
    const box = page.root.appendChild(document.createElement('div'));
    box.innerHTML = markup;
    return box.firstElementChild as HTMLElement;
  };
  if (html) add(html);
  page.link.ruleset.set({ version: '1', nudges: [nudge] });
  await settle();
  onTestFinished(() => window.scrollTo(0, 0));
  return {
    ...page,
    panel,
    add,
    settle,
    isSeen: () => !!panel()?.checkVisibility(),
    async until(holds, what) {
      const look = async () => {
        await page.settle();
        return holds();
      };
      await expect.poll(look, { message: what }).toBe(true);
    },
    reason: () => page.state.explain?.(nudge.id)[0]?.reason,
    control(name) {
      const buttons = [...(panel()?.shadowRoot?.querySelectorAll('button') ?? [])];
      const found = buttons.find((one) => one.textContent === name || one.ariaLabel === name);
      if (!found) throw new Error(`no button ${name}`);
      return found;
    },
  };
}
