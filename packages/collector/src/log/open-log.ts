import type { NatsConnection } from '@nats-io/transport-node';
import type { Closers } from '../closers.js';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import { openNatsChangeFeed } from '../feed/nats/nats-change-feed.js';
import { connectNats } from '../nats/connect-nats.js';
import { parseNatsAddress } from '../nats/nats-address.js';
import { SetupError } from '../problem.js';
import type { EventLog } from './event-log.port.js';
import { openJetStreamLog } from './jetstream/jetstream-log.js';
import { parseKafkaAddress } from './kafka/kafka-address.js';
import { openKafkaLog } from './kafka/kafka-log.js';

/** A log that is on other machines, with the feed that goes with it, where there is one. */
export interface RemoteLog {
  log: EventLog;
  feed?: ChangeFeed;
}

const NATS = /^(nats|tls):/;
const KAFKA = /^kafkas?:/;

/** Throws a `SetupError` when the address is none of a log that is known. */
export const checkLogAddress = (url: string): void => {
  if (NATS.test(url)) return void parseNatsAddress(url);
  if (KAFKA.test(url)) return void parseKafkaAddress(url);
  const message = `${url.split(':')[0]}: is no log that is known.`;
  const cure = 'Give nats://host:4222, or leave --log out: then it is a file in the data directory.';
  throw new SetupError({ code: 'value', path: '--log', message, cure });
};

const openNats = async (
  url: string,
  now: (() => number) | undefined,
  closers: Closers,
): Promise<RemoteLog> => {
  const address = parseNatsAddress(url);
  const connection: NatsConnection = await connectNats(address);
  closers.push(() => connection.close());
  const log = await openJetStreamLog(connection, address);
  closers.push(() => log.close());
  const feed = await openNatsChangeFeed(connection, address, now);
  closers.push(() => feed.close());
  return { log, feed };
};

/** Opens a log by its address. Throws a `SetupError`. What is to be closed is in `closers`, also when it throws. */
export const openRemoteLog = async (
  url: string,
  now: (() => number) | undefined,
  closers: Closers,
): Promise<RemoteLog> => {
  checkLogAddress(url);
  if (NATS.test(url)) return openNats(url, now, closers);
  const log = await openKafkaLog(parseKafkaAddress(url));
  closers.push(() => log.close());
  return { log };
};
