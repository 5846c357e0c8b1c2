import type { Drop, Stats, Tendril, TendrilError } from '@tendril/browser';
import type { Tab } from '../app.ts';
import { eventually } from '../eventually.ts';

declare global {
  interface Window {
    tendril: Tendril;
    /** What `on('drop')` has told on this page. */
    drops: Drop[];
    /** What `on('error')` has told on this page. */
    errors: TendrilError[];
  }
}

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

  /** Records events and leaves the page in the same task. Answers once the other page is there. */
  async trackAndLeave(to: string, count: number, bytes = 0): Promise<string[]> {
    const ids = await this.tab.evaluate(
      (href, n, size) => {
        const made = Array.from({ length: n }, (_, i) =>
          window.tendril.track('fault', { i, ...(size && { pad: 'x'.repeat(size) }) }),
        );
        location.href = href;
        return made;
      },
      to,
      count,
      bytes,
    );
    await this.untilAt(to);
    return ids;
  }

  untilAt = (url: string): Promise<void> =>
    // While pages change there is nobody to answer.
    eventually(() => this.tab.evaluate(() => location.href).catch(() => ''), { message: `at ${url}` }).toBe(
      url,
    );

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
    eventually(async () => (await this.stats()).queued, { message: 'nothing waits', timeout: 20_000 }).toBe(
      0,
    );

  private async untilLoaded(): Promise<void> {
    await eventually(() => this.tab.evaluate(() => typeof window.tendril?.stats === 'function'), {
      message: 'the SDK has loaded',
    }).toBe(true);
    await this.tab.evaluate(() => {
      window.drops = [];
      window.errors = [];
      window.tendril.on('drop', (drop) => window.drops.push(drop));
      window.tendril.on('error', (error) => window.errors.push(error));
    });
  }
}
