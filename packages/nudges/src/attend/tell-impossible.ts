import type { NudgeLink } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';

/** Tells the host which adapters buttons need that are therefore left out: each once, which `told` remembers. */
export function tellImpossible(
  { notices }: NudgeLink,
  nudge: string,
  actions: readonly ContentAction[],
  told: Set<string>,
): void {
  for (const { do: kind } of actions) {
    if (told.has(kind)) continue;
    told.add(kind);
    const message = `${nudge}: a button needs actions.${kind}`;
    notices.emit('error', { code: 'adapter', message, cure: `Give createTendril actions.${kind}.` });
  }
}
