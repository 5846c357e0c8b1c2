import type { LogRecord } from './event-log.port.js';

const NEWLINE = 10;

/** A record as a message: what is known of it in one line of JSON, and the body as it came. */
export const toMessage = ({ body, ...meta }: LogRecord): Uint8Array =>
  Buffer.concat([Buffer.from(`${JSON.stringify(meta)}\n`), body]);

/** The record of a message. JSON writes a line break as `\n`, so that the first one ends the line. */
export const fromMessage = (message: Uint8Array): LogRecord => {
  const end = message.indexOf(NEWLINE);
  const meta = Buffer.from(message.subarray(0, end)).toString();
  return { ...(JSON.parse(meta) as Omit<LogRecord, 'body'>), body: message.subarray(end + 1) };
};
