import type { EventLog, Position } from '../log/event-log.port.js';

/**
 * Position of the last record that was received before `time` (milliseconds since 1970), by halving; 0 when there is
 * none. Records come in the order of their times, near enough for days.
 */
export const positionBefore = async (log: EventLog, time: number, upTo: Position): Promise<Position> => {
  let known: Position = 0;
  let end = upTo;
  while (known < end) {
    const middle = Math.ceil((known + end) / 2);
    // The first record at or after the middle: positions may have holes.
    const [entry] = await log.read(middle - 1, 1);
    if (!entry || entry.position > end || entry.record.receivedAt >= time) end = middle - 1;
    else known = entry.position;
  }
  return known;
};
