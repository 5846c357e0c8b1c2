import type { Drop, Stats, TendrilError } from '@tendril/browser';
import type { Tab } from '../app.ts';
import { eventually } from '../eventually.ts';
import { BEACONS_TAKEN } from './in-every-page.ts';

/** Somebody on a fixture page: records events, and goes as people go. */
export class Visitor {
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = tab;
  }

  static async open(tab: Tab, path: string): Promise<Visitor> {
    const visitor = new Visitor(tab);
    await tab.goto(path);
    await visitor.untilLoaded();
    return visitor;
  }

  async reload(): Promise<void> {
    await this.tab.reload();
    await this.untilLoaded();
  }

  /** Records events in one task; answers their messageIds. `bytes` makes each about that large. */
  track = (count: number, bytes = 0): Promise<string[]> =>
    this.tab.evaluate(
      (n, size) =>
        Array.from({ length: n }, (_, i) =>
          window.tendril.track('fault', { i, ...(size && { pad: 'x'.repeat(size) }) }),
        ),
      count,
      bytes,
    );

  /** Records events of these names in one task. */
  trackNamed = (names: string[]): Promise<string[]> =>
    this.tab.evaluate((each) => each.map((name) => window.tendril.track(name)), names);

  /** Records events and leaves the page in the same task. Answers once the other page is there. `pad` is in each. */
  async trackAndLeave(to: string, count: number, pad = ''): Promise<string[]> {
    const ids = await this.tab.evaluate(
      (href, n, text) => {
        const made = Array.from({ length: n }, (_, i) =>
          window.tendril.track('fault', { i, ...(text && { pad: text }) }),
        );
        location.href = href;
        return made;
      },
      to,
      count,
      pad,
    );
    await this.untilAt(to);
    return ids;
  }

  untilAt = (url: string): Promise<void> =>
    // While pages change there is nobody to answer.
    eventually(() => this.tab.evaluate(() => location.href).catch(() => ''), { message: `at ${url}` }).toBe(
      url,
    );

  /** How many beacons the browser has taken from pages of this site: each of them still arrives. */
  beaconsTaken = (): Promise<number> =>
    this.tab.evaluate((key) => Number(localStorage.getItem(key)), BEACONS_TAKEN);

  /** As by a switch of tabs. */
  become = (state: DocumentVisibilityState): Promise<void> =>
    this.tab.evaluate((next) => window.become(next), state);

  /** Records events, and is hidden in the same task. */
  trackAndHide = (count: number): Promise<string[]> =>
    this.tab.evaluate((n) => {
      const made = Array.from({ length: n }, (_, i) => window.tendril.track('fault', { i }));
      window.become('hidden');
      return made;
    }, count);

  drops = (): Promise<Drop[]> => this.tab.evaluate(() => window.drops);

  errors = (): Promise<TendrilError[]> => this.tab.evaluate(() => window.errors);

  stats = (): Promise<Stats> => this.tab.evaluate(() => window.tendril.stats());

  /** Resolves once all that was recorded is on disk and a pass has ended, sent or not. */
  flush = (): Promise<void> => this.tab.evaluate(() => window.tendril.flush());

  /** Asks for sending, and does not wait for it. */
  startFlush = (): Promise<void> => this.tab.evaluate(() => void window.tendril.flush());

  /** Asks for sending, then waits until this page has nothing unacknowledged. */
  async untilSent(): Promise<void> {
    await this.flush();
    await this.untilIdle();
  }

  /** Waits until this page has nothing unacknowledged; nobody asks for it. */
  untilIdle = (): Promise<void> =>
    eventually(async () => (await this.stats()).queued, { message: 'nothing waits', timeout: 40_000 }).toBe(
      0,
    );

  private untilLoaded = (): Promise<void> =>
    eventually(() => this.tab.evaluate(() => typeof window.tendril?.stats === 'function'), {
      message: 'the SDK has loaded',
    }).toBe(true);
}
