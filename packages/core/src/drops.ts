import type { DropReason } from '@tendril/protocol';
import type { Noticeboard } from './notices.js';
import type { Stats } from './tendril.js';

/** Counts drops and tells of each: the only way in which an event may vanish. */
export function createDrops(notices: Noticeboard) {
  const counts: Stats['dropped'] = {};
  return {
    counts,
    drop(reason: DropReason, messageId: string, detail?: string): void {
      counts[reason] = (counts[reason] ?? 0) + 1;
      notices.emit('drop', { reason, messageId, ...(detail && { detail }) });
    },
  };
}
export type Drops = ReturnType<typeof createDrops>;
