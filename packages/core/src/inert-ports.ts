import type { ClientPorts } from './halves.js';

const nothing = () => {};
const unlisten = () => nothing;
const refuse = () => Promise.reject();

/** Ports that reach nothing: for servers, and for pages that give unusable options. */
export const inertPorts = (): ClientPorts => ({
  now: () => 0,
  random: () => new Uint8Array(16),
  memo: { read: () => undefined, write: nothing },
  store: { mode: 'memory', append: refuse, read: refuse, write: refuse, clear: refuse },
  beacon: () => false,
  lifecycle: { on: unlisten, idle: nothing },
  context: () => '{}',
  optedOut: () => true,
  late: refuse,
});
