import type { DropReason } from '@tendril/protocol';
import type { Noticeboard } from './notices.js';
import type { Stats } from './tendril.js';

/** Counts drops and tells of each: the only way in which an event may vanish. */
export function createDrops(notices: Noticeboard) {
  const counts: Stats['dropped'] = {};
  const unreported: Stats['dropped'] = {};
  return {
    counts,
    drop(reason: DropReason, messageId: string, detail?: string): void {
      counts[reason] = (counts[reason] ?? 0) + 1;
      unreported[reason] = (unreported[reason] ?? 0) + 1;
      notices.emit('drop', { reason, messageId, ...(detail && { detail }) });
    },
    /** Counts for the next batch; call `done` when it has arrived. */
    report(): { counts: Stats['dropped']; done: () => void } {
      const reported = { ...unreported };
      return {
        counts: reported,
        done() {
          for (const reason of Object.keys(reported) as DropReason[]) {
            const left = (unreported[reason] ?? 0) - (reported[reason] ?? 0);
            if (left) unreported[reason] = left;
            else delete unreported[reason];
          }
        },
      };
    },
  };
}
export type Drops = ReturnType<typeof createDrops>;
