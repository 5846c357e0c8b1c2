import { useStore } from '@nanostores/react';
import type { ActiveNudge } from '@tendril/browser';
import { useTendril } from './tendril-provider.js';

/** What shows in the slot of this name now, for a page that lays itself out around it; undefined when nothing does. */
export function useNudge(slot: string): ActiveNudge | undefined {
  // While it hydrates, React must be given what the server was: nothing.
  return useStore(useTendril().nudges, { ssr: 'initial' })[`slot:${slot}`];
}
