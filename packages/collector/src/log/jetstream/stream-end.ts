import type { JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { messageOf } from '../../problem.js';
import type { Position } from '../event-log.port.js';
import { subjectsOf } from './open-stream.js';

const LOOK_EVERY_MS = 500;

/** Knows where a stream ends: by what this process appended, by word of the others, and by looking. */
export interface StreamEnd {
  position(): Position;
  /** A record of this process became durable there: tells the others too. */
  reach(position: Position): void;
  onMove(listener: () => void): () => void;
  /** Calls the listeners again soon: somebody read less than there is. */
  remind(): void;
  /** Why the stream can not take anything, as of the last look. */
  trouble(): string | undefined;
  close(): void;
}

/** `first` is the last sequence of the stream when it was opened. */
export const watchStreamEnd = (
  connection: NatsConnection,
  manager: JetStreamManager,
  stream: string,
  first: Position,
): StreamEnd => {
  const subject = subjectsOf(stream).end;
  const listeners = new Set<() => void>();
  let end = first;
  let trouble: string | undefined;
  let isBehind = false;
  let isLooking = false;

  const tell = (): void => {
    isBehind = false;
    for (const listener of [...listeners]) listener();
  };
  const move = (position: Position): boolean => {
    if (position <= end) return false;
    end = position;
    tell();
    return true;
  };
  const look = async (): Promise<void> => {
    isLooking = true;
    try {
      const { state } = await manager.streams.info(stream);
      trouble = undefined;
      if (!move(state.last_seq) && isBehind) tell();
    } catch (error) {
      trouble = `the stream ${stream} has no leader that answers (${messageOf(error)})`;
    }
    isLooking = false;
  };
  const subscription = connection.subscribe(subject, {
    callback: (error, message) => void (error ?? move(Number(message.string()))),
  });
  const timer = setInterval(() => void (isLooking || connection.isClosed() || look()), LOOK_EVERY_MS).unref();

  return {
    position: () => end,
    reach: (position) => {
      if (move(position)) connection.publish(subject, String(position));
    },
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    remind: () => {
      isBehind = true;
    },
    trouble: () => trouble,
    close: () => {
      clearInterval(timer);
      listeners.clear();
      if (!connection.isClosed()) subscription.unsubscribe();
    },
  };
};
