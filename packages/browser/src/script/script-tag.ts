import type { TendrilOptions } from '@tendril/core';
import { createInBrowser } from '../create-in-browser.js';
import { optionsFromTag } from './options-from-tag.js';
import { type QueuedCall, replayCalls } from './replay-calls.js';

declare global {
  interface Window {
    tendril?: unknown;
  }
}

const queued = ((window.tendril as { q?: QueuedCall[] } | undefined)?.q ?? []) as QueuedCall[];
// currentScript is set only while a classic script runs: later code must not look for it.
const tag = optionsFromTag(document.currentScript);
const init = queued.find(([method]) => method === 'init')?.[1] as Partial<TendrilOptions> | undefined;

const client = createInBrowser({ ...tag, ...init } as TendrilOptions);
window.tendril = Object.assign(client, {
  init() {
    // biome-ignore lint/suspicious/noConsole: a call that can have no effect any more must say so
    console.error('tendril.init: too late, use the stub');
  },
});
replayCalls(client, queued);
