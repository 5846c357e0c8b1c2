import type { Arm, Nudge } from '@tendril/protocol';
import type { Ids } from './arbiter-context.js';

/** FNV-1a over UTF-8, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  // UTF-8 by percent-encoding: TextEncoder is not part of the language, and this code runs without the DOM. Half a
  // surrogate pair, as an id that was cut leaves it, has no UTF-8: it counts as U+FFFD, as TextEncoder has it.
  for (const unit of encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).match(/%..|./g) ?? [])
    hash =
      Math.imul(hash ^ (unit[1] ? Number(unit.replace('%', '0x')) : unit.charCodeAt(0)), 0x01000193) >>> 0;
  return hash;
}

/**
 * A number in [0, 1) that is always the same for a seed and an id: GrowthBook's hash version 2
 * (`fnv1a(fnv1a(seed + id)) % 10000 / 10000`), over UTF-8 as its Go and PHP clients do.
 */
export const bucket = (seed: string, id: string): number =>
  (fnv1a(String(fnv1a(seed + id))) % 10_000) / 10_000;

/** The id that a unit is split by; until somebody has said who the person is, the browser stands for the user. */
const unitId = (unit: 'user' | 'account', ids: Ids): string | undefined =>
  ids[unit] ?? (unit === 'user' ? ids.anonymous : undefined);

/** The arm for a unit, sticky by hash; undefined without a test or without the id that the test is split by. */
export function assignArm(test: Nudge['test'], ids: Ids): Arm | undefined {
  const id = test && unitId(test.unit, ids);
  if (!test || !id) return undefined;
  const total = test.arms.reduce((sum, arm) => sum + arm.weight, 0);
  let point = bucket(test.key, id) * total;
  for (const arm of test.arms) {
    point -= arm.weight;
    if (point < 0) return arm;
  }
  return undefined;
}

/** Is this one of the share of accounts (people, where there is no account) that are held out of all nudges? */
export function isHeldOut(share: number, ids: Ids): boolean {
  const id = ids.account ?? unitId('user', ids);
  return !!id && bucket('holdout', id) < share;
}
