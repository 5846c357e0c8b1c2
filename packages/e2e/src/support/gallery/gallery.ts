import type { Tab } from '../app.ts';
import { eventually } from '../eventually.ts';

/** Views in the flow of the page, and those that wait for their button. */
export const IN_SLOTS = [
  'banner',
  'offer',
  'meter',
  'inline',
  'checklist',
  'survey',
  'calculator',
  'recap',
  'gate',
] as const;
export const FLOATING = ['slidein', 'popover', 'modal'] as const;
/** How many of those in slots have a button that buys. */
const PRICED = 3;

export type Floating = (typeof FLOATING)[number];

/** The gallery of the sandbox, with a nudge of every type. */
export class Gallery {
  readonly tab: Tab;

  private constructor(tab: Tab) {
    this.tab = tab;
  }

  /** Opens it; waits until all of it is there. `look` is a query such as `scheme=dark`. */
  static async open(tab: Tab, look = 'scheme=light'): Promise<Gallery> {
    await tab.goto(`/gallery?${look}`);
    const drawn = () =>
      tab.evaluate(() => {
        const views = [...document.querySelectorAll('[data-tendril-slot] > tendril-nudge')].flatMap(
          ({ shadowRoot }) => shadowRoot?.querySelector('.view') ?? [],
        );
        const priced = views.filter(({ textContent }) => textContent?.includes('After the change'));
        return { views: views.length, priced: priced.length };
      });
    await eventually(drawn, { message: 'every slot is filled, with the prices that the host says' }).toEqual({
      views: IN_SLOTS.length,
      priced: PRICED,
    });
    return new Gallery(tab);
  }

  /** Where the anchor of the popover is in sight. */
  toAnchor = (): Promise<void> =>
    this.tab.evaluate(() =>
      document
        .querySelector('[data-tendril-anchor]')
        ?.scrollIntoView({ block: 'center', behavior: 'instant' }),
    );

  /** Lets one of those that wait appear. */
  async show(type: Floating): Promise<void> {
    await this.toAnchor();
    await this.tab.evaluate((event) => void window.tendril.track(event), `gallery.${type}`);
    await eventually(() => this.tab.visible(`tendril-nudge .${type}`), { message: type }).toBe(true);
  }

  /** Closes what floats. */
  async close(type: Floating): Promise<void> {
    await this.tab.evaluate((name) => {
      const hosts = [...document.querySelectorAll('tendril-nudge')];
      const host = hosts.find(({ shadowRoot }) => shadowRoot?.querySelector(`.${name}`));
      host?.shadowRoot?.querySelector<HTMLElement>('.close')?.click();
    }, type);
    await eventually(() => this.tab.visible(`tendril-nudge .${type}`)).toBe(false);
  }
}
