import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { KEYS } from '../collector.ts';
import { freePort } from '../free-port.ts';
import { prepare } from './in-every-page.ts';

const SDK = new URL('../../../../browser/dist/script/', import.meta.url);

export interface PageOptions {
  /** With the nudge layer. */
  nudges?: true;
  /** What the page holds. */
  body?: string;
  consent?: 'pending' | 'denied';
  /** Only its own files and the collector, and no text becomes script. */
  policy?: 'strict';
  /** Run in the page before the SDK: they break what the scenario breaks. They must not refer to anything outside. */
  before?: readonly (() => void)[];
  /** Its style sheet. Default: none. */
  css?: string;
  dir?: 'rtl';
}

interface Resource {
  type: string;
  body: string;
  policy?: string;
}

const tagOf = (host: string, { consent, nudges }: PageOptions): string => {
  const attributes = { 'write-key': KEYS.write, host, nudges: nudges ?? false, ...(consent && { consent }) };
  const data = Object.entries(attributes).map(([name, value]) => `data-${name}="${value}"`);
  return `<script async src="/tendril/tendril.js" ${data.join(' ')}></script>`;
};

const htmlOf = (head: string, { body = '', dir = 'ltr' }: { body?: string; dir?: string } = {}): string =>
  `<!doctype html><html lang="en" dir="${dir}"><head><meta charset="utf-8"><title>Fixture</title>${head}</head><body>${body}</body></html>`;

const strictPolicy = (host: string): string =>
  [
    `default-src 'self'`,
    `connect-src 'self' ${host}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** Pages that hold the script tag and nothing else, so that the events are exactly those that a test records. */
export class FixtureSite {
  readonly url: string;
  /** A page of another site, without the SDK. */
  readonly elsewhere: string;
  readonly #host: string;
  readonly #server: Server;
  readonly #resources = new Map<string, Resource>();

  #withheld = false;

  private constructor(port: number, host: string) {
    this.#host = host;
    this.url = `http://127.0.0.1:${port}`;
    this.elsewhere = `http://localhost:${port}/elsewhere`;
    this.#resources.set('/elsewhere', { type: 'text/html', body: htmlOf('') });
    this.#server = createServer((request, response) => void this.#serve(request.url ?? '/', response));
  }

  /** `host` is where the pages send. */
  static async start(host: string): Promise<FixtureSite> {
    const port = await freePort();
    const site = new FixtureSite(port, host);
    await new Promise<void>((resolve) => site.#server.listen(port, '127.0.0.1', resolve));
    return site;
  }

  /** Makes a page; answers its path. All pages share one origin. */
  page(options: PageOptions = {}): string {
    const path = `/page-${this.#resources.size}`;
    const { before = [], policy } = options;
    const script = [prepare, ...before].map((run) => `(${run})();`).join('\n');
    this.#resources.set(`${path}.js`, { type: 'text/javascript', body: script });
    this.#resources.set(`${path}.css`, { type: 'text/css', body: options.css ?? '' });
    const style = `<link rel="stylesheet" href="${path}.css">`;
    const head = `${style}<script src="${path}.js"></script>${tagOf(this.#host, options)}`;
    this.#resources.set(path, {
      type: 'text/html',
      body: htmlOf(head, options),
      ...(policy && { policy: strictPolicy(this.#host) }),
    });
    return path;
  }

  /** Serves a text at a path. */
  serveText(path: string, body: string): void {
    this.#resources.set(path, { type: 'text/plain', body });
  }

  /** Answers 503 for the files that the SDK loads late. */
  withholdChunks(withheld: boolean): void {
    this.#withheld = withheld;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(path: string, response: ServerResponse): Promise<void> {
    if (this.#withheld && path.startsWith('/tendril/chunks/')) return void response.writeHead(503).end();
    const found = this.#resources.get(path) ?? (await sdkFile(path));
    if (!found) return void response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    response
      .writeHead(200, {
        'content-type': `${found.type}; charset=utf-8`,
        // Not no-store: that would keep the page out of the back/forward cache.
        'cache-control': 'no-cache',
        ...(found.policy && { 'content-security-policy': found.policy }),
      })
      .end(found.body);
  }
}

async function sdkFile(path: string): Promise<Resource | undefined> {
  const [, name] = /^\/tendril\/((?:chunks\/)?[\w-]+\.js)$/.exec(path) ?? [];
  if (!name) return undefined;
  return { type: 'text/javascript', body: await readFile(fileURLToPath(new URL(name, SDK)), 'utf8') };
}
