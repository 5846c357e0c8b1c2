import type { Nudge } from '@tendril/protocol';
import { type Facts, readPath } from '@tendril/rules';
import type { Speech } from './speech.js';

/** Properties of blocks that hold no texts. */
const NO_TEXTS = ['done', 'if', 'formula', 'data'];

/** Tries the labels of a nudge's blocks. Throws a MissingFact; the result names a fact that is missing for a figure. */
export function missingInBlocks(
  { what }: Nudge,
  { content, fill }: Speech,
  { facts, stage }: { facts: Facts; stage: string },
): string | undefined {
  const { meters, plans, checklist, survey, calculator, recap, stages } = what;
  const labels = Object.entries(content.text).filter(([key]) => key.includes('.'));
  JSON.stringify([labels, meters, plans, checklist, survey, calculator, recap], (key, value) => {
    if (NO_TEXTS.includes(key)) return undefined;
    if (typeof value === 'string' && value.includes('{')) fill(value);
    return value;
  });
  const limit = stages?.find(({ id }) => id === stage)?.limit;
  if (limit?.then === 'grace') fill(`{${limit.until},date}`);
  const known = meters?.some(({ usage }) => readPath(facts, `usage.${usage}.used`) !== null);
  return known === false ? `usage.${meters?.[0]?.usage}.used` : undefined;
}
