import type { TendrilOptions } from '@tendril/core';

/** Attributes of the script tag that are options: `data-write-key`, `data-host`, `data-consent`, `data-live`. */
const NAMES = ['writeKey', 'host', 'consent', 'live'] as const;

/** Options that the tag states; `data-nudges="false"` switches nudges off. */
export function optionsFromTag(tag: { dataset?: DOMStringMap } | null): Partial<TendrilOptions> {
  const data = tag?.dataset ?? {};
  const stated = NAMES.flatMap((name) => (data[name] ? [[name, data[name]]] : []));
  return { ...Object.fromEntries(stated), ...(data.nudges === 'false' && { nudges: false }) };
}
