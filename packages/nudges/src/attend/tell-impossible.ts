import type { NudgeLink } from '@tendril/core';
import { isPossible } from '../showing/possible-actions.js';
import type { Scene } from '../showing/scene.js';

/** Tells the host which adapter a button needs that is therefore left out: each once. */
export function createTellImpossible(link: NudgeLink) {
  const told = new Set<string>();
  return ({ active: { nudge }, content: { actions } }: Scene): void => {
    for (const action of actions) {
      const kind = action.do;
      if (isPossible(link, action) || told.has(kind)) continue;
      told.add(kind);
      const message = `${nudge.id}: a button needs actions.${kind}`;
      link.notices.emit('error', { code: 'adapter', message, cure: `Give createTendril actions.${kind}.` });
    }
  };
}
