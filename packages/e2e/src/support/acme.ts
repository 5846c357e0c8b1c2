import type { Tendril } from '@tendril/browser';
import type { Tab } from './app.ts';
import { eventually } from './eventually.ts';

declare global {
  interface Window {
    /** What the script tag makes. */
    tendril: Tendril;
  }
}

/** The banner's text; the region has its title for a name. */
const BANNER = 'tendril-nudge section';
const PROMPT = 'tendril-nudge dialog';

/** Acme Reports as a person knows it: what one can do there, and what one sees. */
export class Acme {
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = tab;
  }

  /** Opens a view and waits until the SDK has taken over from the stub. */
  async open(view: 'reports' | 'dashboards' | 'team' | 'billing' = 'team'): Promise<void> {
    await this.tab.goto(`/${view}`);
    await this.untilLoaded();
  }

  async reload(): Promise<void> {
    await this.tab.reload();
    await this.untilLoaded();
  }

  /**
   * The visitor turns to the tab again. A page that was refused three times waits for that: how many times it was
   * refused until the collector is up differs from run to run.
   */
  async comeBack(): Promise<void> {
    await this.tab.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')));
  }

  private untilLoaded = () =>
    eventually(() => this.tab.evaluate(() => window.tendril.stats() !== undefined), {
      message: 'the SDK has loaded',
    }).toBe(true);

  /** Fills seats up to this number; the team starts with five. */
  async fillSeats(used: number): Promise<void> {
    // The page counts at once. A click may miss where the banner comes and moves the button away under the pointer.
    while ((await this.seatsUsed()) < used) await this.tab.click({ button: 'Add teammate' });
  }

  async seatsUsed(): Promise<number> {
    return Number.parseInt(await this.tab.text('#seats-text'), 10);
  }

  seatsText = (): Promise<string> => this.tab.text('#seats-text');

  banner = (): Promise<string> => this.tab.text(BANNER);

  /** Waits for a banner that says this. */
  expectBanner = (text: string | RegExp): Promise<void> => eventually(this.banner).toMatch(text);

  expectNoBanner = (): Promise<void> => eventually(this.banner).toBe('');

  /** Opens the prompt from the banner, names somebody, and sends. */
  async invite(email: string): Promise<void> {
    await this.tab.click({ button: 'Invite a teammate' });
    await this.tab.fill(`${PROMPT} [name=emails]`, email);
    await this.tab.click(`${PROMPT} button[type=submit]`);
  }

  /** Waits for the price beside the button that buys, then buys. */
  async upgrade(): Promise<void> {
    await eventually(() => this.tab.text('tendril-nudge .quote')).toContain('After the change');
    await this.tab.click({ button: 'Upgrade' });
  }

  prompt = (): Promise<string> => this.tab.text(PROMPT);

  liveList = (): Promise<string> => this.tab.text('#live-events');

  /** Records this many events in one go; answers their messageIds. */
  record = (name: string, count: number): Promise<string[]> =>
    this.tab.evaluate(
      (event, times) => Array.from({ length: times }, (_, i) => window.tendril.track(event, { i })),
      name,
      count,
    );

  /** Waits until all that was recorded is on disk; whether it could be sent does not matter. */
  untilDurable = (): Promise<void> => this.tab.evaluate(() => window.tendril.flush());

  explain = (nudge: string) => this.tab.evaluate((id) => window.tendril.explain(id), nudge);

  stats = () => this.tab.evaluate(() => window.tendril.stats());
}
