import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import type { StoredEvent } from './stored-event.ts';
import { TOKEN_SECRET } from './token.ts';

const MAIN = fileURLToPath(new URL('../../../collector/dist/main.js', import.meta.url));
const RULES = fileURLToPath(new URL('../../../../examples/script-tag/ruleset.json', import.meta.url));
const ARRIVAL_LIMIT_MS = 20_000;
/** Events per answer of the admin API. */
const PAGE = 500;

export const KEYS = { write: 'wk_sandbox', secret: 'sk_e2e' } as const;

/** Answer of `GET /v1/admin/stats`, the part that the suite reads. */
export interface CollectorStats {
  received: number;
  stored: number;
  duplicates: number;
}

/** What a test wants of its collector. */
export interface CollectorOptions {
  /** It believes the tokens of the suite, and gives the rules of an account to nobody without one. */
  tokens?: boolean;
  /** It hears of payments: the signing secret of Stripe's endpoint, and what prices stand for. */
  billing?: { stripeSecret: string; prices: { [price: string]: object } };
}

/** One way in which recurring revenue moved: the part of `GET /v1/admin/movements` that the suite reads. */
export interface Movement {
  account: string;
  kind: string;
  /** Minor units a month. */
  amount: number;
  plan: string;
}

/** The built collector on a store and a rules file of its own, at one address across restarts. */
export class Collector {
  readonly url: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'tendril-collector-'));
  readonly #rules = join(this.#directory, 'ruleset.json');
  readonly #port: number;
  #server: ServerProcess | undefined;
  /** The last position that was read: no need to begin before it. */
  #read = 0;

  readonly #options: CollectorOptions;

  private constructor(port: number, options: CollectorOptions) {
    this.#options = options;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
    copyFileSync(RULES, this.#rules);
  }

  static async start(options: CollectorOptions = {}): Promise<Collector> {
    const collector = new Collector(await freePort(), options);
    await collector.start();
    return collector;
  }

  /** Starts it, again too: same port, same store. */
  async start(): Promise<void> {
    const options = {
      port: this.#port,
      host: '127.0.0.1',
      data: join(this.#directory, 'data'),
      rules: this.#rules,
    };
    const tokens = this.#options.tokens && { 'token-secret': TOKEN_SECRET };
    const keys = { 'write-key': KEYS.write, 'secret-key': KEYS.secret, ...tokens };
    const flags = Object.entries({ ...options, ...keys, ...this.#billing() }).flatMap(([name, value]) => [
      `--${name}`,
      String(value),
    ]);
    this.#server = await startServer(MAIN, ['serve', ...flags]);
  }

  #billing(): { [flag: string]: string } {
    const { billing } = this.#options;
    if (!billing) return {};
    const file = join(this.#directory, 'billing.json');
    writeFileSync(file, JSON.stringify({ prices: billing.prices }));
    return { billing: file, 'stripe-secret': billing.stripeSecret };
  }

  /** An orderly stop: it answers what it has begun. */
  stop = (): Promise<void> => this.#end('SIGTERM');

  /** As a crash: `kill -9`. */
  kill = (): Promise<void> => this.#end('SIGKILL');

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.#server?.end(signal);
    this.#server = undefined;
  }

  /** Ends it and removes its store; nothing is worth an orderly stop then. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** What it has printed since its last start. */
  output = (): string => this.#server?.output() ?? '';

  /** Saves an edit of the rules file, as a person's editor does. */
  editRules(edit: (text: string) => string): void {
    writeFileSync(this.#rules, edit(readFileSync(this.#rules, 'utf8')));
  }

  /**
   * Saves these rules, and waits until the collector gives them to who asks: a page that asks earlier is given the ones
   * before, and hears of these with its next batch.
   */
  async serveRules(text: string): Promise<void> {
    this.editRules(() => text);
    const wanted = JSON.stringify(JSON.parse(text));
    for (const end = Date.now() + ARRIVAL_LIMIT_MS; Date.now() < end; await delay(20)) {
      const { ruleset } = await this.#admin<{ ruleset: object }>('rules');
      if (JSON.stringify(ruleset) === wanted) return;
    }
    throw new Error(`the collector does not serve the rules that were saved; it said: ${this.output()}`);
  }

  /** Posts a batch as any client may; throws when it is not answered by 2xx. */
  async post(batch: StoredEvent['event'][]): Promise<void> {
    const body = JSON.stringify({ writeKey: KEYS.write, batch });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}/v1/batch`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`POST /v1/batch answered ${answer.status}: ${await answer.text()}`);
  }

  stats = (): Promise<CollectorStats> => this.#admin<CollectorStats>('stats');

  /** How recurring revenue moved. */
  movements = async (): Promise<Movement[]> =>
    (await this.#admin<{ movements: Movement[] }>('movements')).movements;

  /** Every event in the store, in the order of storing. */
  received = (): Promise<StoredEvent[]> => this.receivedWhen(() => true, 'the store to answer');

  /** Where the store ends now: `receivedWhen` can begin there. */
  async lastSeq(): Promise<number> {
    await this.receivedWhen(() => true, 'the store to answer', this.#read);
    return this.#read;
  }

  /**
   * Waits until the events stored after position `since` satisfy `enough`, then answers all of them. `what` names it in
   * the error.
   */
  async receivedWhen(
    enough: (events: StoredEvent[]) => boolean,
    what: string,
    since = 0,
  ): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    let wait = 0;
    for (const end = Date.now() + ARRIVAL_LIMIT_MS; ; wait = 1) {
      const more = await this.#eventsAfter(events.at(-1)?.seq ?? since, wait);
      events.push(...more);
      if (more.length < PAGE && enough(events)) return events;
      if (Date.now() > end) throw new Error(`waited in vain for ${what}; stored: ${summary(events)}`);
    }
  }

  async #eventsAfter(seq: number, wait: number): Promise<StoredEvent[]> {
    const { events } = await this.#admin<{ events: StoredEvent[] }>(
      `events?after=${seq}&limit=${PAGE}&wait=${wait}`,
    );
    this.#read = Math.max(this.#read, events.at(-1)?.seq ?? 0);
    return events;
  }

  async #admin<T>(path: string): Promise<T> {
    const headers = { authorization: `Bearer ${KEYS.secret}` };
    const answer = await fetch(`${this.url}/v1/admin/${path}`, { headers });
    if (!answer.ok)
      throw new Error(`GET /v1/admin/${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

const summary = (events: StoredEvent[]): string =>
  events.map(({ event }) => event.event ?? event.type).join(', ') || 'nothing';
