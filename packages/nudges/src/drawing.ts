// What draws: Preact, the shared view, styles and texts. It is loaded when a nudge is to show for the first time, or would
// be if it were not for a control group: most pages show nothing.
export { createSurfaceBoard } from './surface-board.js';
export { missingFact } from './text/speak.js';
