import { expect, test } from 'vitest';
import { readOptions } from './options.mjs';

test('the defaults', () => {
  expect(readOptions([])).toEqual({
    port: 4318,
    collectorPort: 4317,
    pages: 'examples/script-tag/public',
    data: '.tendril',
    help: false,
  });
});

test('a wrong flag or value is named', () => {
  expect(() => readOptions(['--prot', '1'])).toThrow("'--prot'");
  expect(() => readOptions(['--port', '70000'])).toThrow('--port 70000');
  expect(() => readOptions(['--port', '4317'])).toThrow('both 4317');
  expect(() => readOptions(['--example', 'toString'])).toThrow('use one of script-tag, react, vue');
  expect(readOptions(['--example', 'vue']).pages).toBe('examples/vue/dist');
});
