import type { ActiveNudge } from '@tendril/browser';
import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';
import { useTendril } from './tendril-plugin.js';

/** What shows in the slot of this name now, for a page that lays itself out around it; undefined when nothing does. */
export function useNudge(slot: string): Readonly<ShallowRef<ActiveNudge | undefined>> {
  const shown = shallowRef<ActiveNudge>();
  // Not @nanostores/vue's useStore: it makes the whole document deeply read-only, whose type the compiler gives up on.
  const stop = useTendril().nudges.subscribe((surfaces) => {
    shown.value = surfaces[`slot:${slot}`];
  });
  onScopeDispose(stop);
  return shown;
}
