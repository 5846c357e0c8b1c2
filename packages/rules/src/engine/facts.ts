import type { Json } from '@tendril/protocol';

/** What is known, addressed by path: `{ user: { role }, account, usage: { seats: { used, limit } }, page, … }`. */
export type Facts = { [root: string]: Json | undefined };

type Meter = { used?: Json; limit?: Json } | null;

/** Adds ratio and remaining to each meter that has a limit. */
export function deriveUsage(facts: Facts): Facts {
  const usage: { [meter: string]: Json } = {};
  for (const [meter, value] of Object.entries((facts.usage ?? {}) as { [meter: string]: Meter })) {
    const { used, limit } = value ?? {};
    const known = typeof used === 'number' && typeof limit === 'number' && limit > 0;
    usage[meter] = known
      ? { ...value, used, limit, ratio: used / limit, left: Math.max(0, limit - used) }
      : (value as Json);
  }
  return { ...facts, usage };
}
