import type { NudgeLink } from '@tendril/core';
import type { Ruleset } from '@tendril/protocol';
import type { BoardParts, SurfaceBoard } from './showing/board.js';
import type { Speaker } from './text/speak.js';

/** An argument with a comma, such as `{n,number}`. The braces of JSON itself are followed by a quote or closed at once. */
const RICH_TEXT = /\{[^"{}][^{}]*,/;
const BLOCK = /"(meter|meters|plans|limit|checklist|survey|calculator|recap)":/;

/** Does a ruleset, as JSON, take more than plain texts? */
export const isRich = (rules: string): boolean => RICH_TEXT.test(rules) || BLOCK.test(rules);

/** What puts the nudges of a ruleset on the page. */
interface Drawing extends Speaker {
  createSurfaceBoard(parts: BoardParts): SurfaceBoard;
}

/**
 * Loads what draws, and at the same time what only some rules need for it, or what stands in for both where the host
 * draws. A component of the host may fill any text. Rejects where one of them does not come.
 */
export async function loadDrawing(ruleset: Ruleset, { options }: NudgeLink): Promise<Drawing> {
  const given = options.nudges || undefined;
  if (given?.render) return import('./headless.js');
  const own = given?.components;
  const [{ createSurfaceBoard, missingFact }, rich] = await Promise.all([
    import('./drawing.js'),
    own || isRich(JSON.stringify(ruleset)) ? import('./rich-content.js') : undefined,
  ]);
  return { createSurfaceBoard, missingFact, rich };
}
