// What has more to it than a few plain texts: plurals and dates, plans, blocks, a meter. A page whose rules do without does
// not load it, and where it is needed it comes together with what draws.
export { fillTemplate } from './text/fill-template.js';
export { missingInBlocks } from './text/missing-in-blocks.js';
export { createPlanReader } from './text/plan-reader.js';
export { MeterBar } from './views/meter-bar.js';
