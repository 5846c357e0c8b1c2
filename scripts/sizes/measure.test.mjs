import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measure, unweighed, withImports } from './measure.mjs';

let root;
const write = (name, code) => writeFileSync(join(root, 'chunks', name), code);
const brotli = (code) => brotliCompressSync(code).length;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tendril-sizes-'));
  mkdirSync(join(root, 'chunks'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('static imports are followed, dynamic ones are not', () => {
  const code = {
    '/c/a.js': 'import{x}from"./b.js";import("./lazy.js")',
    '/c/b.js': 'import"./d.js"',
    '/c/d.js': '',
  };
  expect(withImports(['/c/a.js'], (file) => code[file])).toEqual(['/c/a.js', '/c/b.js', '/c/d.js']);
});

test('a row weighs its file and its imports, without what is loaded before', async () => {
  const [view, runtime] = [
    'import{h}from"./runtime-1.js";h("a view")',
    'export const h=(t)=>document.write(t)',
  ];
  write('view-1.js', view);
  write('runtime-1.js', runtime);
  const scenarios = [
    { id: 'runtime', files: 'chunks/runtime-*.js' },
    { id: 'alone', files: 'chunks/view-*.js' },
    { id: 'after', files: 'chunks/view-*.js', without: ['runtime'] },
  ];
  const rows = await measure(scenarios, root);
  expect(rows.map(({ bytes }) => bytes)).toEqual([
    brotli(runtime),
    brotli(view) + brotli(runtime),
    brotli(view),
  ]);
});

test('`each` gives every file a row', async () => {
  write('a-view-1.js', 'a()');
  write('b-view-1.js', 'b()');
  const rows = await measure([{ id: 'view', name: 'view', files: 'chunks/*-view-*.js', each: true }], root);
  expect(rows.map(({ name }) => name)).toEqual(['view: a-view-1.js', 'view: b-view-1.js']);
});

test('a row that matches nothing has no weight, with `each` too', async () => {
  const scenarios = [
    { id: 'one', files: 'chunks/none.js' },
    { id: 'many', files: 'chunks/none-*.js', each: true },
  ];
  const rows = await measure(scenarios, root);
  expect(rows.map(({ id, bytes }) => [id, bytes])).toEqual([
    ['one', undefined],
    ['many', undefined],
  ]);
});

test('a file that no row weighs is named; an import of a weighed one is not', () => {
  for (const [name, code] of Object.entries({ 'a-1.js': 'import"./b-1.js"', 'b-1.js': '', 'c-1.js': '' }))
    write(name, code);
  const path = (name) => join(root, 'chunks', name);
  const files = ['a-1.js', 'b-1.js', 'c-1.js'].map(path);
  expect(unweighed([{ files: [path('a-1.js')] }], files)).toEqual([path('c-1.js')]);
});
