import type { NudgeLink } from '@tendril/core';
import type { Nudge } from '@tendril/protocol';
import type { TabTurns } from './tab-turns.js';

/** Which tab shows a nudge that pops up: one at a time. */
export interface TabClaims {
  /** May this tab show it? With `ask` it asks for that where it may not yet. */
  isMine(nudge: Nudge, ask: boolean): boolean;
  /** Gives up all others. */
  keep(nudges: readonly { nudge: string }[]): void;
}

/**
 * What the person asks for, by a gate or through the host's code, comes in the tab where it was asked for. All else that
 * floats pops up, and in one tab only.
 */
const popsUp = ({ when: { on } }: Nudge): boolean =>
  !on.some((trigger) => 'gate' in trigger || 'manual' in trigger);

/** `onChange` is called when this tab's turn has come. What takes turns is loaded when a nudge is about to pop up. */
export function createTabClaims(tabs: NudgeLink['ports']['tabs'], onChange: () => void): TabClaims {
  let turns: TabTurns | undefined;
  let loading = false;

  async function load(): Promise<void> {
    if (loading) return;
    loading = true;
    try {
      const { createTabTurns } = await import('./tab-turns.js');
      turns = createTabTurns(tabs, onChange);
      onChange();
    } catch {
      // The next decision tries again.
      loading = false;
    }
  }

  return {
    isMine(nudge, ask) {
      if (!popsUp(nudge)) return true;
      if (!turns && ask) void load();
      return turns ? turns.isMine(nudge.id, ask) : !ask;
    },
    keep: (nudges) => turns?.keep(nudges),
  };
}
