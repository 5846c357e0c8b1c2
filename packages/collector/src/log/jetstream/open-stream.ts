import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamManager,
  jetstreamManager,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { NatsAddress } from '../../nats/nats-address.js';

/** A publish that is sent again within this time is known by its id, and is not kept twice. */
const DEDUPE_MS = 2 * 60 * 1000;
const NANOSECONDS = 1_000_000;
const ANSWER_MS = 5000;
const STREAM_NOT_FOUND = 10059;

/** Subject of the requests of a stream, and of the word that there are new ones. */
export const subjectsOf = (stream: string) => ({ requests: `${stream}.requests`, end: `${stream}.end` });

const configOf = ({ stream, replicas, maxBytes }: NatsAddress) => ({
  name: stream,
  subjects: [subjectsOf(stream).requests],
  storage: StorageType.File,
  num_replicas: replicas,
  // A stream that is full refuses what is new, and senders come again: nothing that was acknowledged goes.
  discard: DiscardPolicy.New,
  duplicate_window: DEDUPE_MS * NANOSECONDS,
  allow_direct: false,
  ...(maxBytes > 0 && { max_bytes: maxBytes }),
});

const findOrAdd = async (manager: JetStreamManager, address: NatsAddress): Promise<StreamInfo> => {
  try {
    return await manager.streams.info(address.stream);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== STREAM_NOT_FOUND) throw error;
    return manager.streams.add(configOf(address));
  }
};

/** Opens the stream, and makes it where it is missing. */
export const openStream = async (
  connection: NatsConnection,
  address: NatsAddress,
): Promise<{ manager: JetStreamManager; info: StreamInfo }> => {
  const manager = await jetstreamManager(connection, { timeout: ANSWER_MS });
  return { manager, info: await findOrAdd(manager, address) };
};
