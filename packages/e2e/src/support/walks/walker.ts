import { expect } from '@playwright/test';
import { saidIn } from '../announcements.ts';
import type { Key, Tab } from '../app.ts';
import { eventually } from '../eventually.ts';

/** Somebody with a keyboard, and with what is read aloud. */
export class Walker {
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = tab;
  }

  /** Name of what has the focus, in whatever shadow root. */
  at = (): Promise<string> =>
    this.tab.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const root = at?.getRootNode() as Document | ShadowRoot | undefined;
      const label =
        (at as HTMLInputElement | null)?.labels?.[0] ??
        root?.getElementById(at?.getAttribute('aria-labelledby') ?? '');
      const own = [...(label?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
      const name = own.map((node) => node.textContent).join('') || label?.textContent;
      return (at?.getAttribute('aria-label') ?? name ?? at?.textContent ?? '').trim();
    });

  /** Presses keys one after another; answers where each led. */
  async press(...keys: Key[]): Promise<string[]> {
    const trail: string[] = [];
    for (const key of keys) {
      await this.tab.press(key);
      trail.push(await this.at());
    }
    return trail;
  }

  untilAt = (name: string): Promise<void> => eventually(this.at).toBe(name);

  /** Begins at a control of the page. */
  async start(css: string): Promise<void> {
    await this.tab.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.focus(), css);
    await this.tab.press('Enter');
  }

  /** The dialog has come, and has the focus on its heading, or on its field. */
  async untilOpen(first: string): Promise<void> {
    await eventually(() => this.tab.visible('tendril-nudge dialog')).toBe(true);
    await this.untilAt(first);
  }

  /** The dialog as a screen reader has it; not where the driver can not tell. */
  async expectTree(yaml: string): Promise<void> {
    const tree = await this.tab.ariaTree('tendril-nudge dialog');
    if (tree !== undefined) expect(tree).toBe(yaml.trim());
  }

  untilClosed = (): Promise<void> => eventually(() => this.tab.visible('tendril-nudge dialog')).toBe(false);

  said = (): Promise<string[]> => saidIn(this.tab);
}
