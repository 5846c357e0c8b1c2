import type { TendrilOptions } from '@tendril/core';

/**
 * Options that the tag states: `data-write-key`, `data-host`, `data-consent`, `data-live`; `data-nudges="false"` switches
 * nudges off.
 */
export function optionsFromTag(tag: { dataset?: DOMStringMap } | null): Partial<TendrilOptions> {
  const { nudges, ...stated } = { ...tag?.dataset };
  return nudges === 'false' ? { ...stated, nudges: false } : stated;
}
