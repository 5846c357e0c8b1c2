// The measured rows of this repository.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/workspace.mjs';
import { measure } from './measure.mjs';

const TABLE = new URL('../size-scenarios.json', import.meta.url);

export const measuredRows = () => measure(JSON.parse(readFileSync(TABLE, 'utf8')), ROOT);

/** Every file that the script tag may load. */
export const scriptFiles = () =>
  globSync('packages/browser/dist/script/**/*.js', { cwd: ROOT }).map((file) => join(ROOT, file));
