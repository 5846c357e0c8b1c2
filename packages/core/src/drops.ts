import type { DropReason } from '@tendril/protocol';
import type { Noticeboard } from './notices.js';
import type { Stats } from './tendril.js';

declare const process: { env: { NODE_ENV?: string } } | undefined;

/** Counts drops and tells of each: the only way in which an event may vanish. */
export function createDrops(notices: Noticeboard) {
  const counts: Stats['dropped'] = {};
  return {
    counts,
    drop(reason: DropReason, messageId: string, detail?: string): void {
      counts[reason] = (counts[reason] ?? 0) + 1;
      // Replaced at build time: in development a mistake is said where it is made.
      if (typeof process !== 'undefined' && process.env.NODE_ENV === 'development')
        // biome-ignore lint/suspicious/noConsole: see above
        console.warn(`tendril dropped ${messageId}: ${reason}${detail ? `, ${detail}` : ''}`);
      notices.emit('drop', { reason, messageId, detail });
    },
  };
}
export type Drops = ReturnType<typeof createDrops>;
