// The measured rows of this repository.
import { readFileSync } from 'node:fs';
import { ROOT } from '../build/workspace.mjs';
import { measure } from './measure.mjs';

const TABLE = new URL('../size-scenarios.json', import.meta.url);

export const measuredRows = () => measure(JSON.parse(readFileSync(TABLE, 'utf8')), ROOT);
