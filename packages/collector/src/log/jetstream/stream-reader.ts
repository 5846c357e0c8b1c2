import { AckPolicy, DeliverPolicy, type JetStreamManager, ReplayPolicy } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Position } from '../event-log.port.js';
import { type Pulled, pullRecords } from './pull-records.js';

/** Readers that go on where they were: the applier, and what walks through the log beside it. */
const KEPT = 4;
/** A consumer that nobody asks for this long is removed by the server. */
const IDLE_NANOSECONDS = 60_000 * 1_000_000;

/** A consumer on the server, and how far it has come. */
interface Cursor {
  consumer: string;
  delivered: number;
}

/** Reads messages of a stream in order. */
export interface StreamReader {
  /** Up to `limit` messages after `from`. May come back short although there are more: a replica may be behind. */
  read(from: Position, limit: number): Promise<Pulled[]>;
  close(): Promise<void>;
}

/** Deliveries without a hole: what came after a lost one is asked for again. */
const withoutHole = (pulled: Pulled[], delivered: number): Pulled[] => {
  const hole = pulled.findIndex(({ delivery }, index) => delivery !== delivered + index + 1);
  return hole < 0 ? pulled : pulled.slice(0, hole);
};

/**
 * Reads through consumers of its own, which the server keeps in memory. A consumer delivers what its server has, in
 * order, so that a message is never passed over; one that is lost with its server is made anew.
 */
export const createStreamReader = (
  connection: NatsConnection,
  manager: JetStreamManager,
  stream: string,
): StreamReader => {
  const cursors = new Map<Position, Cursor>();
  const end = ({ consumer }: Cursor): Promise<unknown> =>
    // One that is not removed now goes by itself when nobody asks it.
    manager.consumers.delete(stream, consumer).catch(() => undefined);

  const begin = async (from: Position): Promise<Cursor> => {
    const { name } = await manager.consumers.add(stream, {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: from + 1,
      ack_policy: AckPolicy.None,
      replay_policy: ReplayPolicy.Instant,
      mem_storage: true,
      num_replicas: 1,
      inactive_threshold: IDLE_NANOSECONDS,
    });
    return { consumer: name, delivered: 0 };
  };
  const keep = (position: Position, cursor: Cursor): void => {
    const same = cursors.get(position);
    if (same) void end(same);
    cursors.delete(position);
    cursors.set(position, cursor);
    const [oldest] = cursors;
    if (cursors.size <= KEPT || !oldest) return;
    cursors.delete(oldest[0]);
    void end(oldest[1]);
  };
  const pull = async (cursor: Cursor, from: Position, limit: number): Promise<Pulled[]> => {
    const { pulled, isSilent } = await pullRecords(connection, stream, cursor.consumer, limit);
    const whole = withoutHole(pulled, cursor.delivered);
    if (isSilent || whole.length < pulled.length) void end(cursor);
    else keep(pulled.at(-1)?.position ?? from, { ...cursor, delivered: cursor.delivered + pulled.length });
    return whole;
  };
  const pullAnew = async (from: Position, limit: number): Promise<Pulled[]> =>
    pull(await begin(from), from, limit);

  return {
    read: async (from, limit) => {
      const known = cursors.get(from);
      if (!known) return pullAnew(from, limit);
      // Taken out: two readers at one place must not share a consumer.
      cursors.delete(from);
      return pull(known, from, limit).catch(() => {
        void end(known);
        return pullAnew(from, limit);
      });
    },
    close: async () => {
      await Promise.all([...cursors.values()].map(end));
      cursors.clear();
    },
  };
};
