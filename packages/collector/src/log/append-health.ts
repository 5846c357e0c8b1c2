import { messageOf } from '../problem.js';
import type { EventLog } from './event-log.port.js';

/** How long a failed append counts. Then requests come again, and are the probe that says whether it works. */
const FORGET_MS = 10_000;

/** A log that knows whether appends work. */
export interface WatchedLog extends EventLog {
  /**
   * Why the last append failed, or the next one would; undefined when it went well, or when the failure is older than
   * ten seconds and the log knows of no trouble.
   */
  failure(): string | undefined;
}

/** Watches the appends of `log`. `now` gives milliseconds since 1970. */
export const watchAppends = (log: EventLog, now: () => number): WatchedLog => {
  let failed: { message: string; at: number } | undefined;
  return {
    // Not spread: a log may be an instance of a class.
    read: (from, limit) => log.read(from, limit),
    lag: (position) => log.lag(position),
    replaceBody: (position, body, forgetSender) => log.replaceBody(position, body, forgetSender),
    trim: (position) => log.trim(position),
    onAppend: (listener) => log.onAppend(listener),
    close: () => log.close(),
    append: async (record) => {
      try {
        const position = await log.append(record);
        failed = undefined;
        return position;
      } catch (error) {
        failed = { message: messageOf(error), at: now() };
        throw error;
      }
    },
    failure: () => (failed && now() - failed.at < FORGET_MS ? failed.message : log.trouble?.()),
  };
};
