import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createOpenStreams, tell } from './open-streams.js';

const FACTS = { type: 'facts', version: 'x'.repeat(500), seq: 1 } as const;

/** An open stream to a client that reads nothing any more. */
const openToDeafClient = async (): Promise<ServerResponse> => {
  const streams = createOpenStreams(new AbortController().signal, () => {});
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  client.pause().write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  const [, stream] = (await once(server, 'request')) as [unknown, ServerResponse];
  streams.open(stream, {}, () => {});
  return stream;
};

/** Tells until the network takes no more. */
const fill = async (stream: ServerResponse): Promise<void> => {
  for (let left = 0; left < 2; left = stream.writableLength > 0 ? left + 1 : 0) {
    for (let n = 0; n < 20; n += 1) tell(stream, '1.1.1', FACTS);
    for (let n = 0; n < 10; n += 1) await turn();
  }
};

it('says nothing more on a stream that was ended and is not read', async () => {
  const stream = await openToDeafClient();
  const errors: unknown[] = [];
  stream.on('error', (error) => errors.push(error));
  await fill(stream);
  stream.end();
  tell(stream, '1.1.1', FACTS);
  await turn();
  expect([stream.writableEnded, stream.destroyed, errors]).toEqual([true, false, []]);
});
