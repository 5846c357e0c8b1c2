import type { Clock } from './ports.js';

/** Makes the next id. `fresh` draws the random part anew: for a new person, whom nothing may tie to the last one. */
export type NewId = (fresh?: 'fresh') => string;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * Makes messageIds: UUID version 7 (RFC 9562), so that ids sort by time, which the store's order and a database's index
 * live by. Within one millisecond, and when the clock steps back, the 12 bits after the time count up; the 62 random
 * bits tell pages apart and stay the same on one page, which spares each event their making and a batch their bytes.
 */
export function createMessageIds(clock: Pick<Clock, 'now'>, random: () => Uint8Array): NewId {
  let time = 0;
  let count = 0;
  let tail = '';
  return (fresh) => {
    const now = clock.now();
    if (now > time) {
      time = now;
      count = 0;
    } else if (++count > 0xfff) {
      time += 1;
      count = 0;
    }
    if (fresh || !tail)
      tail = Array.from(random().subarray(0, 8), (byte, at) => hex(at ? byte : (byte & 0x3f) | 0x80, 2)).join(
        '',
      );
    const stamp = hex(time, 12);
    return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(count, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}
