import type { NudgeLink } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';

/** Picks the buttons that can do something here: one needs an adapter that the host did not give. It is told, once. */
export function createPossible({ options, notices }: NudgeLink, nudge: string) {
  const told = new Set<string>();
  return ({ do: kind }: ContentAction): boolean => {
    if ((kind !== 'invite' && kind !== 'upgrade') || typeof options.actions?.[kind] === 'function')
      return true;
    if (!told.has(kind)) {
      told.add(kind);
      const message = `${nudge}: a button needs actions.${kind}`;
      notices.emit('error', { code: 'adapter', message, cure: `Give createTendril actions.${kind}.` });
    }
    return false;
  };
}
