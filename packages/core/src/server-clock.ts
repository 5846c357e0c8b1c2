import { atom, type WritableAtom } from 'nanostores';
import type { Clock } from './ports.js';

/** How far the collector's clock is ahead of the device's, milliseconds. Each time that it is told, a new object. */
export type ServerTime = WritableAtom<{ readonly ahead: number }>;

/** A smaller difference is the way of the answer, or matters to no rule. */
const TOLERANCE_MS = 60_000;

/** `ahead` as it matters: 0 where the device's clock is right. */
export const ofNote = (ahead: number): number => (Math.abs(ahead) < TOLERANCE_MS ? 0 : ahead);

/**
 * The device's clock, put right by what the collector says: rules open and close by time, so that a device with a wrong
 * date would show what is over, or not yet due.
 */
export function createServerClock(device: Clock): { clock: Clock; time: ServerTime } {
  const time: ServerTime = atom({ ahead: 0 });
  return { clock: { ...device, now: () => device.now() + time.get().ahead }, time };
}
