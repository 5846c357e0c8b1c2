import type { Clock } from './ports.js';

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * Makes messageIds: UUID version 7 (RFC 9562), so that ids sort by time, which the store's order and a database's index
 * live by. Within one millisecond, and when the clock steps back, the 12 bits after the time count up.
 */
export function createMessageIds(clock: Pick<Clock, 'now'>, random: () => Uint8Array): () => string {
  let time = 0;
  let count = 0;
  return () => {
    const now = clock.now();
    if (now > time) {
      time = now;
      count = 0;
    } else if (++count > 0xfff) {
      time += 1;
      count = 0;
    }
    const stamp = hex(time, 12);
    const tail = Array.from(random().subarray(0, 8), (byte, at) =>
      hex(at ? byte : (byte & 0x3f) | 0x80, 2),
    ).join('');
    return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(count, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}
