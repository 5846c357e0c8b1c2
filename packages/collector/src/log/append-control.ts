import { randomUUID } from 'node:crypto';
import type { Control } from '../store/control.js';
import type { EventLog, LogRecord, Position } from './event-log.port.js';

export const controlBody = (control: Control): Uint8Array => Buffer.from(JSON.stringify(control));

/** A record that tells the store something. `receivedAt` is in milliseconds since 1970. */
export const controlRecord = (control: Control, receivedAt: number): LogRecord => ({
  id: randomUUID(),
  writeKey: '',
  kind: 'control',
  receivedAt,
  body: controlBody(control),
});

/** Makes a control durable. Resolves with its position. */
export const appendControl = (log: EventLog, control: Control, now: number): Promise<Position> =>
  log.append(controlRecord(control, now));
