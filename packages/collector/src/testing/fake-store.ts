import type { Store } from '../store/store.port.js';

/** A store that holds nothing and does what `parts` say. */
export const fakeStore = (parts: Partial<Store>): Store => ({
  position: async () => 0,
  apply: async () => ({ newest: 0, changed: [] }),
  events: async () => [],
  applied: async () => [],
  deadLetters: async () => [],
  deadLetter: async () => undefined,
  counts: async () => ({ received: 0, stored: 0, duplicates: 0, deadLetters: 0 }),
  prune: async () => 0,
  activity: { days: async () => 0, features: async () => 0, roles: async () => ({}) },
  traits: async () => ({}),
  usage: async () => [],
  usageSamples: async () => [],
  factsPosition: async () => 0,
  notices: async () => [],
  latestNotice: async () => 0,
  namesOf: async (person) => person,
  pendingErasures: async () => [],
  erase: async () => ({ erased: 0 }),
  finishErasure: async () => {},
  close: async () => {},
  ...parts,
});
