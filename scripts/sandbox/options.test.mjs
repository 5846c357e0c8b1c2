import { expect, test } from 'vitest';
import { readOptions } from './options.mjs';

test('the defaults', () => {
  expect(readOptions([])).toEqual({ port: 4318, collectorPort: 4317, data: '.tendril', help: false });
});

test('a wrong flag or value is named', () => {
  expect(() => readOptions(['--prot', '1'])).toThrow("'--prot'");
  expect(() => readOptions(['--port', '70000'])).toThrow('--port 70000');
  expect(() => readOptions(['--port', '4317'])).toThrow('both 4317');
});
