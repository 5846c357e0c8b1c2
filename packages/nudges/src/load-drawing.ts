import type { NudgeLink } from '@tendril/core';
import type { Ruleset } from '@tendril/protocol';

/** An argument with a comma, such as `{n,number}`. The braces of JSON itself are followed by a quote or closed at once. */
const RICH_TEXT = /\{[^"{}][^{}]*,/;
const BLOCK = /"(meter|meters|plans|limit|checklist|survey|calculator|recap)":/;

/** Does a ruleset, as JSON, take more than plain texts? */
export const isRich = (rules: string): boolean => RICH_TEXT.test(rules) || BLOCK.test(rules);

/** What draws the nudges of a ruleset. */
export type Drawing = Awaited<ReturnType<typeof loadDrawing>>;

/**
 * Loads what draws, and at the same time what only some rules need for it. A component of the host may fill any text.
 * Rejects where one of them does not come.
 */
export async function loadDrawing(ruleset: Ruleset, { options }: NudgeLink) {
  const own = (options.nudges || undefined)?.components;
  const [{ createSurfaceBoard, missingFact }, rich] = await Promise.all([
    import('./drawing.js'),
    own || isRich(JSON.stringify(ruleset)) ? import('./rich-content.js') : undefined,
  ]);
  return { createSurfaceBoard, missingFact, rich };
}
