/** When, in which session, for which episode. */
export type Showing = { at: number; session: string; episode: string };

/** What one person has seen of one nudge. Times are epoch milliseconds. */
export interface LedgerEntry {
  /** Oldest first, at most 50. */
  shown?: Showing[];
  /** When each episode was dismissed. */
  dismissed?: { [episode: string]: number };
  snoozedUntil?: number;
  never?: true;
  /** The goal, or another `stopOn`, was reached. */
  stopped?: true;
}

/** By nudge id. Kept per user and account, merged over tabs and devices. */
export type Ledger = { [nudge: string]: LedgerEntry };

export type LedgerRecord = { nudge: string; at: number; episode: string } & (
  | { kind: 'shown'; session: string }
  | { kind: 'dismissed' }
  | { kind: 'snoozed'; until: number }
  | { kind: 'never' }
  | { kind: 'stopped' }
);

const MAX_SHOWN = 50;

const change = (entry: LedgerEntry, record: LedgerRecord): LedgerEntry => {
  switch (record.kind) {
    case 'shown': {
      const { at, session, episode } = record;
      return { ...entry, shown: [...(entry.shown ?? []), { at, session, episode }].slice(-MAX_SHOWN) };
    }
    case 'dismissed':
      return { ...entry, dismissed: { ...entry.dismissed, [record.episode]: record.at } };
    case 'snoozed':
      return { ...entry, snoozedUntil: record.until };
    case 'never':
      return { ...entry, never: true };
    case 'stopped':
      return { ...entry, stopped: true };
  }
};

/** The ledger with one more record; the one given is not changed. */
export const recordInLedger = (ledger: Ledger, record: LedgerRecord): Ledger => ({
  ...ledger,
  [record.nudge]: change(ledger[record.nudge] ?? {}, record),
});

/** Was this episode shown in this session? Then it goes on: one showing lasts through re-decisions and page loads. */
export const isShowing = (ledger: Ledger, nudge: string, session: string, episode: string): boolean =>
  !!ledger[nudge]?.shown?.some((one) => one.session === session && one.episode === episode);

/** One showing is one, in whichever ledger it stands. */
const keyOf = ({ at, session, episode }: Showing): string => JSON.stringify([at, session, episode]);

const mergeEntries = (a: LedgerEntry, b: LedgerEntry): LedgerEntry => {
  const shown = new Map([...(a.shown ?? []), ...(b.shown ?? [])].map((one) => [keyOf(one), one]));
  // Episodes come from facts, so that one may be called `__proto__`: entries, not assignments. The latest is last.
  const dismissed = [...Object.entries(a.dismissed ?? {}), ...Object.entries(b.dismissed ?? {})].sort(
    ([, x], [, y]) => x - y,
  );
  const snoozedUntil = Math.max(a.snoozedUntil ?? 0, b.snoozedUntil ?? 0);
  return {
    ...(shown.size && {
      shown: [...shown.values()]
        .sort((x, y) => x.at - y.at || (keyOf(x) < keyOf(y) ? -1 : 1))
        .slice(-MAX_SHOWN),
    }),
    ...(dismissed.length && { dismissed: Object.fromEntries(dismissed) }),
    ...(snoozedUntil && { snoozedUntil }),
    ...((a.never || b.never) && { never: true as const }),
    ...((a.stopped || b.stopped) && { stopped: true as const }),
  };
};

/** Union of two ledgers, never last-writer-wins: what either side has seen was seen. */
export function mergeLedgers(a: Ledger, b: Ledger): Ledger {
  const merged = { ...a };
  for (const [nudge, entry] of Object.entries(b)) merged[nudge] = mergeEntries(merged[nudge] ?? {}, entry);
  return merged;
}
