import type { Tab } from '../app.ts';
import { eventually } from '../eventually.ts';

/** Left, top, right and bottom in the window, rounded. */
type Box = [number, number, number, number];

/** What is to be seen of a nudge. */
export interface Seen {
  surface: string;
  box: Box;
  /** The pointer meets it in its middle. */
  onTop: boolean;
  letterSpacing: string;
  fontSize: string;
}

/** A page with places for nudges, and what one sees on it. */
export class PlacesPage {
  readonly tab: Tab;

  private constructor(tab: Tab) {
    this.tab = tab;
  }

  static async open(tab: Tab, path: string): Promise<PlacesPage> {
    const page = new PlacesPage(tab);
    await tab.goto(path);
    await eventually(() => tab.evaluate(() => window.tendril?.explain?.('corner').reason ?? ''), {
      message: 'the rules have come',
    }).toBe('trigger');
    return page;
  }

  /** Triggers a nudge. */
  show = (nudge: string): Promise<void> =>
    this.tab.evaluate((name) => void window.tendril.track(`show-${name}`), nudge);

  reason = (nudge: string): Promise<string> =>
    this.tab.evaluate((name) => window.tendril.explain(name).reason, nudge);

  /** The nudge as it is drawn; null while none is. */
  seen = (): Promise<Seen | null> =>
    this.tab.evaluate(() => {
      const find = (root: ParentNode): Element | undefined => {
        const within = [...root.querySelectorAll('*')];
        const nudge = within.find(({ localName }) => localName === 'tendril-nudge');
        return nudge ?? within.flatMap(({ shadowRoot }) => (shadowRoot && find(shadowRoot)) || [])[0];
      };
      const host = find(document) as HTMLElement | undefined;
      const frame = host?.shadowRoot?.querySelector('section,dialog');
      if (!host || !frame?.checkVisibility({ visibilityProperty: true })) return null;
      const { left, top, right, bottom } = frame.getBoundingClientRect();
      const root = host.getRootNode() as Document;
      const { letterSpacing, fontSize } = getComputedStyle(frame);
      return {
        surface: host.dataset.surface ?? 'slot',
        box: [left, top, right, bottom].map(Math.round) as never,
        onTop: root.elementFromPoint((left + right) / 2, (top + bottom) / 2) === host,
        letterSpacing,
        fontSize,
      };
    });

  untilSeen = (): Promise<void> => eventually(this.seen, { message: 'the nudge is there' }).not.toBeNull();

  untilGone = (): Promise<void> => eventually(this.seen, { message: 'the nudge has gone' }).toBeNull();

  untilReason = (nudge: string, reason: string): Promise<void> =>
    eventually(() => this.reason(nudge)).toBe(reason);

  box = (css: string): Promise<Box> =>
    this.tab.evaluate((selector) => {
      const { left, top, right, bottom } = (
        document.querySelector(selector) as Element
      ).getBoundingClientRect();
      return [left, top, right, bottom].map(Math.round) as never;
    }, css);

  /** Pixels from the anchor's lower edge to the panel's upper one. */
  gap = async (anchor = '#share'): Promise<number> =>
    ((await this.seen())?.box[1] ?? Number.NaN) - (await this.box(anchor))[3];

  /** Text or id of what has the focus, inside of nudges too. */
  focused = (): Promise<string> =>
    this.tab.evaluate(() => {
      const { activeElement } = document;
      const inner = activeElement?.shadowRoot?.activeElement ?? activeElement;
      return inner?.id || inner?.textContent?.trim() || inner?.localName || '';
    });

  focus = (css: string): Promise<void> =>
    this.tab.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.focus(), css);
}
