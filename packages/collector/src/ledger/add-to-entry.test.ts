import type { LedgerEntry } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { addToEntry } from './add-to-entry.js';

it('remembers the newest dismissals, in whatever order they come', () => {
  const times = Array.from({ length: 300 }, (_, n) => (n * 7) % 300);
  const entry = times.reduce<LedgerEntry>(
    (known, at) => addToEntry(known, { kind: 'dismissed', nudge: 'n', episode: String(at), at }),
    {},
  );
  const kept = Object.values(entry.dismissed ?? {});
  expect(kept.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n + 100));
});

it('adds to what is there', () => {
  const before = addToEntry(undefined, { kind: 'never', nudge: 'n', episode: '', at: 1 });
  expect(addToEntry(before, { kind: 'snoozed', nudge: 'n', episode: '', at: 1, until: 5 })).toEqual({
    never: true,
    snoozedUntil: 5,
  });
});
