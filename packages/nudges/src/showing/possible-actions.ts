import type { NudgeLink } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';

/** Can a button do something here? Some need an adapter, which the host may not have given. */
export const isPossible = ({ options }: NudgeLink, { do: kind }: ContentAction): boolean =>
  (kind !== 'invite' && kind !== 'upgrade') || typeof options.actions?.[kind] === 'function';
