import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { type KV, type KvEntry, Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import type { NatsAddress } from '../../nats/nats-address.js';
import { patiently } from '../../nats/patiently.js';
import { type Change, type ChangeFeed, LASTING_TOPICS, type Topic } from '../change-feed.port.js';
import { createListeners } from '../listeners.js';

/** So that a burst of changes is told one by one. */
const HISTORY = 16;

const toChange = (entry: KvEntry): Change => ({
  id: entry.revision,
  topic: entry.key,
  version: entry.string(),
});

/** A word that is not kept: a subject may hold anything, so that the topic stands in the message. */
interface Passing extends Change {
  from: string;
}

const openBucket = (connection: NatsConnection, { stream, replicas }: NatsAddress): Promise<KV> =>
  new Kvm(jetstream(connection)).create(`${stream}-changes`, { replicas, history: HISTORY });

/**
 * A feed over all collectors of a NATS cluster. What lasts is kept in a bucket, whose revisions are the ids; what
 * passes is published once, to whoever listens. The connection stays the caller's.
 */
export const openNatsChangeFeed = async (
  connection: NatsConnection,
  address: NatsAddress,
  now: () => number = Date.now,
): Promise<ChangeFeed> => {
  const self = randomUUID();
  const passing = `${address.stream}.changes`;
  const bucket = await patiently(address, () => openBucket(connection, address));
  const latest = new Map<Topic, Change>();
  const listeners = createListeners<Change>();
  let lastPassing = 0;

  const hear = (change: Change): void => {
    if (change.id <= (latest.get(change.topic)?.id ?? 0)) return;
    latest.set(change.topic, change);
    listeners.tell(change.topic, change);
  };
  for (const topic of LASTING_TOPICS) {
    const entry = await patiently(address, () => bucket.get(topic));
    if (entry?.operation === 'PUT') hear(toChange(entry));
  }
  const watch = await patiently(address, () => bucket.watch());
  const follow = async (): Promise<void> => {
    for await (const entry of watch) if (entry.operation === 'PUT') hear(toChange(entry));
  };
  void follow();
  const subscription = connection.subscribe(passing, {
    callback: (error, message) => {
      if (error) return;
      const { from, ...change } = message.json<Passing>();
      if (from !== self) listeners.tell(change.topic, change);
    },
  });

  const publishLasting = async (topic: Topic, version: string): Promise<Change> => {
    const change = { id: await bucket.put(topic, version), topic, version };
    hear(change);
    return change;
  };
  const publishPassing = (topic: Topic, version: string): Change => {
    lastPassing = Math.max(lastPassing + 1, now());
    const change = { id: lastPassing, topic, version };
    connection.publish(passing, JSON.stringify({ ...change, from: self } satisfies Passing));
    listeners.tell(topic, change);
    return change;
  };
  return {
    publish: async (topic, version) =>
      LASTING_TOPICS.includes(topic) ? publishLasting(topic, version) : publishPassing(topic, version),
    latest: (topic) => latest.get(topic),
    subscribe: (topic, listener, after = 0) => {
      const leave = listeners.add(topic, listener);
      const current = latest.get(topic);
      if (current && current.id > after) listener(current);
      return leave;
    },
    close: async () => {
      listeners.clear();
      watch.stop();
      if (!connection.isClosed()) subscription.unsubscribe();
    },
  };
};
