import type { NudgeLink } from '@tendril/core';
import type { Placement } from '@tendril/protocol';
import { durationMs } from '@tendril/rules';

const DEFAULT_WAIT = 'PT10S';

interface Wait {
  /** The trigger that it is for. */
  since: number;
  due: number;
  /** The place was there in time. */
  met: boolean;
  /** It was not, and the corner stands in for it. */
  corner: boolean;
  cancel: () => void;
}

/** How long anchors that are not on the page are waited for. Each trigger and each page begins a wait of its own. */
export interface Waits {
  /** The place is there. False when it came too late. */
  meet(where: Placement, since: number): boolean;
  /** The place is not there. */
  miss(where: Placement, since: number): void;
  inCorner(where: Placement): boolean;
  /** Another page: all begin anew, but for what shows already. */
  restart(isOpen: (where: Placement) => boolean): void;
  stop(): void;
}

/** `onCorner` is called when a wait has been in vain, and its nudge takes the corner. */
export function createWaits({ now, after }: NudgeLink['ports']['clock'], onCorner: () => void): Waits {
  const waits = new Map<Placement, Wait>();

  function waitFor(where: Placement, since: number): Wait {
    const known = waits.get(where);
    if (known && (known.since === since || known.corner)) return known;
    known?.cancel();
    const ms = durationMs(where.wait ?? DEFAULT_WAIT) ?? 0;
    const wait = { since, due: now() + ms, met: false, corner: false, cancel: () => {} };
    waits.set(where, wait);
    return wait;
  }

  return {
    meet(where, since) {
      const wait = waitFor(where, since);
      wait.met ||= now() <= wait.due;
      if (wait.met) wait.cancel();
      return wait.met;
    },
    miss(where, since) {
      const isNew = waits.get(where)?.since !== since;
      const wait = waitFor(where, since);
      if (!isNew || wait.corner || where.missing !== 'corner') return;
      wait.cancel = after(wait.due - now(), () => {
        wait.corner = true;
        onCorner();
      });
    },
    inCorner: (where) => !!waits.get(where)?.corner,
    restart(isOpen) {
      for (const [where, { cancel }] of waits)
        if (!isOpen(where)) {
          cancel();
          waits.delete(where);
        }
    },
    stop() {
      for (const { cancel } of waits.values()) cancel();
    },
  };
}
