import { jetstream, type NextMsgRequest, type SeqMsgRequest } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import type { NatsAddress } from '../../nats/nats-address.js';
import { patiently } from '../../nats/patiently.js';
import type { EventLog, LogEntry, LogRecord, Position } from '../event-log.port.js';
import { fromMessage } from '../record-message.js';
import { appendRecord } from './append-record.js';
import { openStream, subjectsOf } from './open-stream.js';
import type { Pulled } from './pull-records.js';
import { openReplacedRecords } from './replaced-records.js';
import { watchStreamEnd } from './stream-end.js';
import { createStreamReader } from './stream-reader.js';

/** Bytes of requests that may wait for their answer at once: during an election they pile up. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

const toEntry = ({ position, data }: Pulled): LogEntry => ({ position, record: fromMessage(data) });

/** Records of the stream and those that stand in the place of others, in order. */
const withReplaced = (kept: LogEntry[], replaced: LogEntry[], limit: number): LogEntry[] => {
  if (replaced.length === 0) return kept;
  const places = new Set(replaced.map(({ position }) => position));
  return [...kept.filter(({ position }) => !places.has(position)), ...replaced]
    .sort((one, other) => one.position - other.position)
    .slice(0, limit);
};

/**
 * A log on NATS JetStream: a stream on files of several servers, whose sequence is the position. An append resolves when
 * a majority of the replicas has it. The connection stays the caller's. Throws a `SetupError`.
 */
export const openJetStreamLog = async (
  connection: NatsConnection,
  address: NatsAddress,
): Promise<EventLog> => {
  const { stream, replicas } = address;
  const { manager, info } = await patiently(address, () => openStream(connection, address));
  const { requests } = subjectsOf(stream);
  const client = jetstream(connection);
  const replaced = await patiently(address, async () =>
    openReplacedRecords(await new Kvm(client).create(`${stream}-replaced`, { replicas, history: 1 })),
  );
  const end = watchStreamEnd(connection, manager, stream, info.state.last_seq);
  const reader = createStreamReader(connection, manager, stream);
  const waiting = new Set<Promise<Position>>();
  let waitingBytes = 0;
  let isClosed = false;
  /** Nothing but erased messages lies behind `from`, as long as the stream ends there. */
  let isEmpty: { from: Position; end: Position } | undefined;

  const publish = async (record: LogRecord): Promise<Position> => {
    waitingBytes += record.body.length;
    try {
      const position = await appendRecord(client, requests, record);
      end.reach(position);
      return position;
    } finally {
      waitingBytes -= record.body.length;
    }
  };
  const append = (record: LogRecord): Promise<Position> => {
    if (isClosed) return Promise.reject(new Error('The log is closed.'));
    if (waitingBytes > MAX_WAITING_BYTES) return Promise.reject(new Error('too many requests wait for NATS'));
    const appending = publish(record);
    waiting.add(appending);
    const done = (): void => void waiting.delete(appending);
    appending.then(done, done);
    return appending;
  };
  /** As the leader has it: a replica that is behind does not show what it lacks. Infinity when there is nothing. */
  const nextAfter = async (from: Position): Promise<Position> => {
    // The client knows this question for another call only; the server answers it here too.
    const query: SeqMsgRequest & NextMsgRequest = { seq: from + 1, next_by_subj: requests };
    return (await manager.streams.getMessage(stream, query))?.seq ?? Number.POSITIVE_INFINITY;
  };
  const readKept = async (from: Position, limit: number): Promise<LogEntry[]> => {
    if (from >= end.position()) return [];
    if (isEmpty?.from === from && isEmpty.end === end.position()) return [];
    return (await reader.read(from, limit)).map(toEntry);
  };
  const read = async (from: Position, limit: number): Promise<LogEntry[]> => {
    const known = end.position();
    const kept = await readKept(from, limit);
    const last = kept.at(-1)?.position ?? from;
    if (kept.length === limit || last >= known)
      return withReplaced(kept, await replaced.between(from, last, limit), limit);
    const next = await nextAfter(last);
    if (next < Number.POSITIVE_INFINITY) end.remind();
    else if (kept.length === 0) isEmpty = { from, end: known };
    return withReplaced(kept, await replaced.between(from, Math.min(known, next - 1), limit), limit);
  };
  const find = async (position: Position): Promise<LogRecord | undefined> => {
    const other = await replaced.get(position);
    if (other) return other;
    const message = await manager.streams.getMessage(stream, { seq: position });
    return message ? fromMessage(message.data) : undefined;
  };

  return {
    append,
    read,
    lag: async (position) => end.position() - position,
    replaceBody: async (position, body, forgetSender) => {
      const record = await find(position);
      if (!record) return;
      const { ip: _ip, userAgent: _userAgent, ...anonymous } = record;
      // First what stands in its place: a crash in between leaves both, and the replacement wins.
      await replaced.set(position, { ...(forgetSender ? anonymous : record), body });
      await manager.streams.deleteMessage(stream, position, true).catch(() => false);
    },
    trim: async (position) => {
      await manager.streams.purge(stream, { seq: position + 1 });
      await replaced.trim(position);
    },
    onAppend: (listener) => end.onMove(listener),
    trouble: () => end.trouble(),
    close: async () => {
      isClosed = true;
      await Promise.allSettled(waiting);
      end.close();
      replaced.close();
      await reader.close();
    },
  };
};
