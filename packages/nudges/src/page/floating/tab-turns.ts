import type { NudgeLink } from '@tendril/core';

/** Turns that the tabs of a browser take, by name. */
export interface TabTurns {
  /** Is it this tab's turn? With `ask` it gets in line where it is not. */
  isMine(name: string, ask: boolean): boolean;
  /** Leaves all other lines. */
  keep(names: readonly { nudge: string }[]): void;
}

/** `onTurn` is called when it is this tab's turn at last. */
export function createTabTurns(tabs: NudgeLink['ports']['tabs'], onTurn: () => void): TabTurns {
  const claims = new Map<string, { mine: boolean; giveUp: () => void }>();

  function claim(name: string): boolean {
    const one = { mine: false, giveUp: () => {} };
    claims.set(name, one);
    one.giveUp = tabs.claim(`nudge:${name}`, () => {
      one.mine = true;
      onTurn();
    });
    return one.mine;
  }

  return {
    isMine: (name, ask) => claims.get(name)?.mine ?? (ask ? claim(name) : true),
    keep(names) {
      for (const [name, { giveUp }] of claims) {
        if (names.some(({ nudge }) => nudge === name)) continue;
        claims.delete(name);
        giveUp();
      }
    },
  };
}
