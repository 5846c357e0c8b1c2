import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { RULESET_SCHEMA } from './ruleset-schema.js';

const published = JSON.parse(readFileSync(new URL('../ruleset.schema.json', import.meta.url), 'utf8'));

test('the published schema is the one that the code checks with', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(RULESET_SCHEMA)));
});

test('a general validator accepts the schema and finds the same fault', () => {
  const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
    published,
  );
  expect(validate({ version: '1', nudges: [] })).toBe(true);
  expect(validate({ version: '2', nudges: [] })).toBe(false);
  expect(validate.errors?.[0]?.instancePath).toBe('/version');
});
