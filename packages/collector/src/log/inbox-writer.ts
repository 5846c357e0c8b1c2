import { Worker } from 'node:worker_threads';
import { gatherAppends } from './append-gatherer.js';
import type { Position } from './event-log.port.js';
import type { FromWriter, ToWriter } from './inbox-messages.js';

// A build puts this code and the worker side by side. Among the sources the worker is one folder up, and TypeScript.
const WORKER = import.meta.url.endsWith('.ts') ? '../inbox-worker.ts' : './inbox-worker.js';

interface Waiter {
  resolve(position: Position): void;
  reject(error: Error): void;
}

/** The writer thread, seen from its owner. */
export interface InboxWriter {
  /** Position of the last record that is durable. */
  end(): Position;
  append(meta: string, body: Uint8Array): Promise<Position>;
  replaceBody(position: Position, body: Uint8Array, forgetSender: boolean): Promise<void>;
  trim(position: Position): Promise<void>;
  /** Why nothing can be written any more: the thread is gone. */
  trouble(): string | undefined;
  close(): Promise<void>;
}

/** Starts the writer thread on `file`, which it creates where it is missing. Rejects when SQLite can not open it. */
export const startInboxWriter = async (file: string, onWritten: () => void): Promise<InboxWriter> => {
  const worker = new Worker(new URL(WORKER, import.meta.url), { workerData: { file } });
  const waiters = new Map<number, Waiter>();
  let tickets = 0;
  let broken: Error | undefined;
  let end: Position = 0;

  const settle = (ticket: number, how: (waiter: Waiter) => void): void => {
    const waiter = waiters.get(ticket);
    waiters.delete(ticket);
    if (waiter) how(waiter);
  };
  const breakDown = (error: Error): void => {
    broken ??= error;
    for (const ticket of [...waiters.keys()]) settle(ticket, (waiter) => waiter.reject(error));
  };
  const hear = (message: FromWriter): void => {
    if (message.did === 'write') {
      for (const { ticket, position, count } of message.written) {
        end = position + count - 1;
        for (let i = 0; i < count; i += 1) settle(ticket + i, (waiter) => waiter.resolve(position + i));
      }
      onWritten();
    }
    if (message.did === 'change') settle(message.ticket, (waiter) => waiter.resolve(0));
    if (message.did === 'fail') {
      const error = new Error(message.message);
      for (const ticket of message.tickets) settle(ticket, (waiter) => waiter.reject(error));
    }
  };

  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: FromWriter) => {
      if (message.did === 'open') end = message.end;
      resolve();
    });
  });
  worker.on('message', hear);
  worker.on('error', breakDown);
  worker.once('exit', () => breakDown(new Error('The inbox is closed.')));

  const say = (message: ToWriter, handedOver: ArrayBuffer[] = []): void =>
    worker.postMessage(message, handedOver);
  const appends = gatherAppends((group) => say({ do: 'append', group }, [group.bytes.buffer as ArrayBuffer]));
  const ask = (tell: (ticket: number) => void): Promise<Position> =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      const ticket = ++tickets;
      waiters.set(ticket, { resolve, reject });
      tell(ticket);
    });
  const change = async (messageFor: (ticket: number) => ToWriter): Promise<void> => {
    appends.flush();
    await ask((ticket) => say(messageFor(ticket)));
  };

  return {
    end: () => end,
    append: (meta, body) => ask((ticket) => appends.add(ticket, meta, body)),
    replaceBody: (position, body, forgetSender) =>
      change((ticket) => ({ do: 'replace', ticket, position, body, forgetSender })),
    trim: (position) => change((ticket) => ({ do: 'trim', ticket, position })),
    trouble: () => broken?.message,
    close: async () => {
      appends.flush();
      say({ do: 'close' });
      await exited;
    },
  };
};
