// Writes packages/protocol/ruleset.schema.json, for editors, from the description that the code checks with.
import { writeFileSync } from 'node:fs';
import { RULESET_SCHEMA } from '../packages/protocol/dist/index.js';

const file = new URL('../packages/protocol/ruleset.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(RULESET_SCHEMA, null, 2)}\n`);
