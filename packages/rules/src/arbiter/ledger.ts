import type { Ledger, LedgerEntry, LedgerEvent, Showing } from '@tendril/protocol';

const MAX_SHOWN = 50;

/** The showing of this episode in this session, if there was one: it lasts through re-decisions, tabs and page loads. */
export const showingOf = (
  ledger: Ledger,
  nudge: string,
  session: string,
  episode: string,
): Showing | undefined =>
  ledger[nudge]?.shown?.find((one) => one.session === session && one.episode === episode);

export const isShowing = (ledger: Ledger, nudge: string, session: string, episode: string): boolean =>
  !!showingOf(ledger, nudge, session, episode);

function entryOf({ name, at, session, episode, until }: LedgerEvent): LedgerEntry {
  const exposed = name === 'nudge.exposed';
  return {
    ...((exposed || name === 'nudge.assigned') && {
      shown: [{ at, session, episode, ...(exposed && { exposed }) }],
    }),
    ...(name === 'nudge.dismissed' && { dismissed: { [episode]: at } }),
    ...(until && { snoozedUntil: until }),
    ...(name === 'nudge.action' && { actedAt: at }),
    ...(name === 'nudge.goal' && { goalAt: at }),
    ...(name === 'nudge.never' && { never: true }),
    ...(name === 'nudge.stopped' && { stopped: true }),
  };
}

/** One showing is one, in whichever ledger it stands, since the earlier of the times that they give: oldest first. */
function mergeShown(a: Showing[] = [], b: Showing[] = []): Showing[] {
  const keyed = new Map<string, Showing>();
  for (const one of [...a, ...b]) {
    const key = JSON.stringify([one.session, one.episode]);
    const known = keyed.get(key);
    keyed.set(key, { ...known, ...one, at: Math.min(one.at, known?.at ?? one.at) });
  }
  return [...keyed]
    .sort(([x, { at }], [y, other]) => at - other.at || (x < y ? -1 : 1))
    .slice(-MAX_SHOWN)
    .map(([, one]) => one);
}

/** When each episode was last dismissed. */
const mergeDismissed = (a: LedgerEntry['dismissed'] = {}, b: LedgerEntry['dismissed'] = {}) =>
  // Episodes come from facts, so that one may be called `__proto__`: entries, not assignments. The latest is last.
  Object.fromEntries([...Object.entries(a), ...Object.entries(b)].sort(([, x], [, y]) => x - y));

function mergeEntries(a: LedgerEntry, b: LedgerEntry): LedgerEntry {
  const latest: LedgerEntry = {};
  for (const field of ['snoozedUntil', 'actedAt', 'goalAt'] as const) {
    const at = Math.max(a[field] ?? 0, b[field] ?? 0);
    if (at) latest[field] = at;
  }
  return {
    ...a,
    ...b,
    ...((a.shown || b.shown) && { shown: mergeShown(a.shown, b.shown) }),
    ...((a.dismissed || b.dismissed) && { dismissed: mergeDismissed(a.dismissed, b.dismissed) }),
    ...latest,
  };
}

/** Union of two ledgers, never last-writer-wins: what either side has seen was seen. */
export function mergeLedgers(a: Ledger, b: Ledger): Ledger {
  const merged = { ...a };
  for (const [nudge, entry] of Object.entries(b)) merged[nudge] = mergeEntries(merged[nudge] ?? {}, entry);
  return merged;
}

/**
 * The ledger with what one event of a nudge adds to it; the one given is not changed. A ledger is what these events add
 * up to, in any order, each of them once or more: the device and the collector keep the same. A preview adds nothing.
 */
export const recordInLedger = (ledger: Ledger, event: LedgerEvent): Ledger =>
  event.preview ? ledger : mergeLedgers(ledger, { [event.nudge]: entryOf(event) });

/** What of an account's ledger binds a colleague: that it was shown, and that it has reached what it was for. */
export const forColleagues = (ledger: Ledger): Ledger =>
  Object.fromEntries(
    Object.entries(ledger).map(([nudge, { shown, stopped }]) => [
      nudge,
      { ...(shown && { shown }), ...(stopped && { stopped }) },
    ]),
  );
