// All checks, in the order in which they are started and listed.
// A check is `{ name, about, needs, lane, run }`: `needs` names checks that must have passed before; two checks of one
// `lane` never run at once; `run` comes back with a verdict (runner/verdict.mjs).
import { boundaries } from './boundaries.mjs';
import { browser } from './browser.mjs';
import { build } from './build.mjs';
import { distributed } from './distributed.mjs';
import { docs } from './docs.mjs';
import { endToEnd, faults } from './end-to-end.mjs';
import { format } from './format.mjs';
import { lint } from './lint.mjs';
import { readme } from './readme.mjs';
import { shape } from './shape.mjs';
import { size } from './size.mjs';
import { types } from './types.mjs';
import { unit } from './unit.mjs';

export const CHECKS = [
  format,
  lint,
  types,
  boundaries,
  build,
  unit,
  browser,
  ...endToEnd,
  distributed,
  ...faults,
  size,
  readme,
  shape,
  docs,
];
