import type { LedgerEntry, LedgerEvent } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { addToEntry } from './add-to-entry.js';

const event = (name: string, more: Partial<LedgerEvent> = {}): LedgerEvent => ({
  ...{ name: `nudge.${name}`, nudge: 'n', session: 's', episode: '', at: 1 },
  ...more,
});

it('remembers the newest dismissals, in whatever order they come', () => {
  const times = Array.from({ length: 300 }, (_, n) => (n * 7) % 300);
  const entry = times.reduce<LedgerEntry>(
    (known, at) => addToEntry(known, event('dismissed', { episode: String(at), at })),
    {},
  );
  const kept = Object.values(entry.dismissed ?? {});
  expect(kept.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n + 100));
});

it('adds to what is there', () => {
  const before = addToEntry(undefined, event('never'));
  expect(addToEntry(before, event('snoozed', { until: 5 }))).toEqual({
    never: true,
    snoozedUntil: 5,
  });
});
