import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished } from 'vitest';

export interface ReceivedRequest {
  path: string;
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ParsedRequest extends ReceivedRequest {
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed body.
  json: any;
}

/** Answers the request that came as number `n`, from 1; one that does nothing hangs. */
export type Answer = (reply: ServerResponse, n: number, request: ReceivedRequest) => void;

export interface Receiver {
  url: string;
  port: number;
  requests: ReceivedRequest[];
  /** Waits until `count` requests came, and gives them with their bodies parsed. */
  received(count: number): Promise<ParsedRequest[]>;
  /** Waits for the first request. */
  first(): Promise<ParsedRequest>;
}

/** How long one waits for what happens beside everything else. */
export const SOON = { timeout: 10_000 };

const status =
  (code: number): Answer =>
  (reply) =>
    void reply.writeHead(code).end();
export const OK: Answer = status(200);

/** A server on 127.0.0.1 that somebody sends to; `answer` is what it says. It is closed when the test ends. */
export const startReceiver = async (answer: Answer = OK, port = 0): Promise<Receiver> => {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, reply) => {
    const { url: path = '', method = '', headers } = incoming;
    const request = { path, method, headers, body: await text(incoming) };
    answer(reply, requests.push(request), request);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port: own } = server.address() as AddressInfo;
  const received = async (count: number): Promise<ParsedRequest[]> => {
    await expect.poll(() => requests.length, SOON).toBeGreaterThanOrEqual(count);
    return requests.map((request) => ({ ...request, json: JSON.parse(request.body) }));
  };
  const first = async (): Promise<ParsedRequest> => (await received(1))[0]!;
  return { url: `http://127.0.0.1:${own}`, port: own, requests, received, first };
};
