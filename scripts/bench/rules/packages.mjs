// What is measured, as it is built, and what it is compared with.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../build/workspace.mjs';

const RULES = join(ROOT, 'packages/rules');

/** `@tendril/rules`, from its dist folder. */
export const loadRules = () => import(pathToFileURL(join(RULES, 'dist/index.js')).href);

/** GrowthBook's published evaluator: `evalCondition(attributes, condition, savedGroups)`. */
export const { evalCondition } = createRequire(join(RULES, 'package.json'))('@growthbook/growthbook');
