import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { RULESET_SCHEMA } from './ruleset-schema.js';

const FILE = new URL('../ruleset.schema.json', import.meta.url);

test('the published schema is the one that the code checks with', () => {
  const inCode = JSON.parse(JSON.stringify(RULESET_SCHEMA));
  const cure =
    'build, then write JSON.stringify(RULESET_SCHEMA) to ruleset.schema.json and run `npm run fix`';
  expect(JSON.parse(readFileSync(FILE, 'utf8')), cure).toEqual(inCode);
});

test('a general validator accepts the schema and finds the same fault', () => {
  const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
    RULESET_SCHEMA,
  );
  expect(validate({ version: '1', nudges: [] })).toBe(true);
  expect(validate({ version: '2', nudges: [] })).toBe(false);
  expect(validate.errors?.[0]?.instancePath).toBe('/version');
});
