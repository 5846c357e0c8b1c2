import { createMemoryStore } from './memory-store.js';
import type { Ports } from './ports.js';

const nothing = () => {};
const unlisten = () => nothing;

/** Ports that reach nothing: for servers, and for pages that give unusable options. */
export const inertPorts = (): Ports => ({
  clock: { now: () => 0, after: unlisten },
  random: () => new Uint8Array(16),
  memo: { read: () => undefined, write: nothing },
  store: createMemoryStore(),
  send: { beacon: () => false, load: () => Promise.reject() },
  lifecycle: { on: unlisten, idle: nothing },
  tabs: { post: nothing, on: unlisten },
  context: () => ({}),
  optedOut: () => true,
});
