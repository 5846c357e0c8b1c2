import type { Ledger, LedgerEntry, Showing } from '@tendril/protocol';

export type LedgerRecord = { nudge: string; at: number; episode: string } & (
  | { kind: 'shown'; session: string }
  | { kind: 'dismissed' }
  | { kind: 'snoozed'; until: number }
  | { kind: 'never' }
  | { kind: 'stopped' }
);

const MAX_SHOWN = 50;

/** Was this episode shown in this session? Then it goes on: one showing lasts through re-decisions and page loads. */
export const isShowing = (ledger: Ledger, nudge: string, session: string, episode: string): boolean =>
  !!ledger[nudge]?.shown?.some((one) => one.session === session && one.episode === episode);

const entryOf = (record: LedgerRecord): LedgerEntry => {
  const { kind, at, episode } = record;
  if (kind === 'shown') return { shown: [{ at, session: record.session, episode }] };
  if (kind === 'dismissed') return { dismissed: { [episode]: at } };
  return kind === 'snoozed' ? { snoozedUntil: record.until } : { [kind]: true };
};

/**
 * One showing is one, in whichever ledger it stands: oldest first. An episode is shown once in a session (`isShowing`).
 * The device and the collector may differ by a little about when it began: the earlier one holds.
 */
function mergeShown(a: Showing[] = [], b: Showing[] = []): Showing[] {
  const keyed = new Map<string, Showing>();
  for (const one of [...a, ...b].sort((x, y) => y.at - x.at))
    keyed.set(JSON.stringify([one.session, one.episode]), one);
  return [...keyed]
    .sort(([x, { at }], [y, other]) => at - other.at || (x < y ? -1 : 1))
    .slice(-MAX_SHOWN)
    .map(([, one]) => one);
}

/** When each episode was last dismissed. */
const mergeDismissed = (a: LedgerEntry['dismissed'] = {}, b: LedgerEntry['dismissed'] = {}) =>
  // Episodes come from facts, so that one may be called `__proto__`: entries, not assignments. The latest is last.
  Object.fromEntries([...Object.entries(a), ...Object.entries(b)].sort(([, x], [, y]) => x - y));

const mergeEntries = (a: LedgerEntry, b: LedgerEntry): LedgerEntry => ({
  ...a,
  ...b,
  ...((a.shown || b.shown) && { shown: mergeShown(a.shown, b.shown) }),
  ...((a.dismissed || b.dismissed) && { dismissed: mergeDismissed(a.dismissed, b.dismissed) }),
  ...((a.snoozedUntil || b.snoozedUntil) && {
    snoozedUntil: Math.max(a.snoozedUntil ?? 0, b.snoozedUntil ?? 0),
  }),
});

/** Union of two ledgers, never last-writer-wins: what either side has seen was seen. */
export function mergeLedgers(a: Ledger, b: Ledger): Ledger {
  const merged = { ...a };
  for (const [nudge, entry] of Object.entries(b)) merged[nudge] = mergeEntries(merged[nudge] ?? {}, entry);
  return merged;
}

/** The ledger with one more record; the one given is not changed. */
export const recordInLedger = (ledger: Ledger, record: LedgerRecord): Ledger =>
  mergeLedgers(ledger, { [record.nudge]: entryOf(record) });
