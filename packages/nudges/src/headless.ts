// What stands in for the drawing where the host draws: the texts, and what is told of each nudge. In the script tag's build
// it is one file that shares nothing with the drawing, so that neither Preact nor a style sheet is loaded with it.
import { fillTemplate } from './text/fill-template.js';
import { missingInBlocks } from './text/missing-in-blocks.js';
import { createPlanReader } from './text/plan-reader.js';

export { createHandleBoard as createSurfaceBoard } from './headless/handle-board.js';
export { missingFact } from './text/speak.js';
/** Whatever the rules hold: a host may fill any text. */
export const rich = { fillTemplate, missingInBlocks, createPlanReader };
