import { setTimeout as pause } from 'node:timers/promises';
import { JetStreamApiError } from '@nats-io/jetstream';
import { messageOf, SetupError } from '../problem.js';
import type { NatsAddress } from './nats-address.js';

/** Servers that start together, or lost one of them, need up to this long to choose who leads. */
const PATIENCE_MS = 30_000;
const RETRY_MS = 500;
const NO_SUITABLE_PEERS = [10005, 10074];

const explain = (error: unknown, { stream, replicas }: NatsAddress): SetupError => {
  if (error instanceof SetupError) return error;
  const message = `The stream ${stream} with ${replicas} replicas can not be opened: ${messageOf(error)}.`;
  const isTooSmall = error instanceof JetStreamApiError && NO_SUITABLE_PEERS.includes(error.code);
  const cure = isTooSmall
    ? `Run ${replicas} servers in one cluster, or keep fewer copies: ?replicas=1 in the address of --log.`
    : 'See that most servers of the cluster run, and that the account may use JetStream.';
  return new SetupError({ code: 'unavailable', path: '--log', message, cure });
};

/** Opens something on JetStream, and waits while the servers choose who leads. Throws a `SetupError`. */
export const patiently = async <Opened>(
  address: NatsAddress,
  open: () => Promise<Opened>,
): Promise<Opened> => {
  for (const until = performance.now() + PATIENCE_MS; ; ) {
    try {
      return await open();
    } catch (error) {
      if (performance.now() > until) throw explain(error, address);
      await pause(RETRY_MS);
    }
  }
};
