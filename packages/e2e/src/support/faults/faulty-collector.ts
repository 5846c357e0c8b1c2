import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { freePort } from '../free-port.ts';
import { type Answer, always, type Fate, pass, type Script } from './fate.ts';
import { dropsTold, readRequest } from './wire.ts';
import type { WireRequest } from './wire-request.ts';

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Answers, readable by pages. The connection ends: on a kept one browsers repeat a cut POST by themselves. */
const answerWith = (response: ServerResponse, { status, headers, body }: Answer): void =>
  void response
    .writeHead(status, { 'access-control-allow-origin': '*', connection: 'close', ...headers })
    .end(body);

/** Stands between the pages and the real collector, keeps the wire log, and fails as a script tells it to. */
export class FaultyCollector {
  readonly url: string;
  readonly #target: string;
  readonly #port: number;
  readonly #requests: WireRequest[] = [];
  #preflights = 0;
  #script: Script = always(pass);
  #index = 0;
  #server: Server | undefined;

  private constructor(target: string, port: number) {
    this.#target = target;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** `target` is the real collector's address. At first everything passes. */
  static async start(target: string): Promise<FaultyCollector> {
    const faulty = new FaultyCollector(target, await freePort());
    await faulty.open();
    return faulty;
  }

  /** What becomes of requests from now on; without a script they pass. */
  follow(script: Script = always(pass)): void {
    this.#script = script;
    this.#index = 0;
  }

  /** Listens, again too, on the same port. */
  async open(): Promise<void> {
    const server = createServer((request, response) => {
      // A request that the browser gave up has no one left to tell.
      this.#take(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#server = server;
  }

  /** Refuses connections until `open`, and ends those there are. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  /** Every batch that arrived, in order. */
  wire = (): readonly WireRequest[] => this.#requests;

  /** Those of them that pages handed to the browser when they went. */
  beacons = (): WireRequest[] => this.#requests.filter(({ via }) => via === 'beacon');

  /** The drops that pages told the collector of, by reason. What did not come through, they tell again. */
  dropsTold = (): { [reason: string]: number } => dropsTold(this.#requests);

  /** OPTIONS requests: an exiting page does not live to see one answered, so there may be none. */
  preflights = (): number => this.#preflights;

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (request.method === 'OPTIONS') this.#preflights++;
    if (request.method !== 'POST') return answerWith(response, { status: 404 });
    const read = readRequest(request.headers, body);
    const fate = this.#script(read, this.#index++);
    this.#requests.push({ ...read, fate: fate.kind });
    await this.#meet(fate, request, body, response);
  }

  async #meet(fate: Fate, request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    if (fate.kind === 'hung') return;
    if (fate.kind === 'refused') return answerWith(response, fate.answer);
    const answer = await this.#passOn(request, body);
    if (fate.kind === 'answer-lost') response.destroy();
    else answerWith(response, fate.instead ?? answer);
  }

  async #passOn({ url, method = '', headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    const type = headers['content-type'] ?? 'text/plain';
    const agent = headers['user-agent'] ?? '';
    const answer = await fetch(this.#target + url, {
      method,
      headers: { 'content-type': type, 'user-agent': agent },
      body: new Uint8Array(body),
    });
    return { status: answer.status, body: await answer.text() };
  }
}
