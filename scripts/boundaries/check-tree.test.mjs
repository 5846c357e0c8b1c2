import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkTree } from './check-tree.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tendril-boundaries-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const entry = { '.': { default: './dist/index.js' } };
const manifests = {
  protocol: { name: '@tendril/protocol', exports: entry },
  rules: { name: '@tendril/rules', exports: entry, dependencies: { '@tendril/protocol': 'workspace:*' } },
  core: {
    name: '@tendril/core',
    exports: entry,
    dependencies: { '@tendril/protocol': 'workspace:*', ky: '1' },
  },
  nudges: {
    name: '@tendril/nudges',
    exports: entry,
    dependencies: { '@tendril/core': 'workspace:*', preact: '1' },
  },
  collector: { name: '@tendril/collector', exports: entry, dependencies: { fastify: '5' } },
};

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** The findings of a tree made of these files, as `code path`. */
function findings(files) {
  for (const [folder, manifest] of Object.entries(manifests)) {
    write(`packages/${folder}/package.json`, JSON.stringify(manifest));
  }
  for (const [path, text] of Object.entries(files)) write(path, text);
  return checkTree(root).issues.map(({ code, path }) => `${code} ${path}`);
}

test('a tree that keeps the rules has no finding', () => {
  const files = {
    'packages/protocol/src/index.ts': `export { limit } from './limit.js'; export type { Event } from './event.js';`,
    'packages/protocol/src/limit.ts': 'export const limit = 1;',
    'packages/protocol/src/event.ts': 'export type Event = { location: string };',
    'packages/core/src/index.ts': `import { limit } from '@tendril/protocol'; export const twice = limit * 2;`,
    'packages/core/src/browser/send.ts': `import ky from 'ky'; export const send = () => ky(location.href);`,
    'packages/nudges/src/index.ts': `import type { Client } from '@tendril/core'; import { h } from 'preact';
      export const draw = (host: HTMLElement, client: Client) => host.ownerDocument.defaultView?.setTimeout(() => h(client));`,
    'packages/nudges/src/draw.test.ts': `import { expect } from 'vitest'; expect(document.title).toBe(Date.now());`,
    'packages/collector/src/index.ts': `import { createServer } from 'node:http'; import f from 'fastify'; export const x = [f, createServer, Date.now()];`,
  };
  expect(findings(files)).toEqual([]);
});

test.each([
  ['an arrow that does not exist', 'rules', `import { x } from '@tendril/core'; x();`, 'arrow'],
  ['types only, imported at run time', 'nudges', `import { x } from '@tendril/core'; x();`, 'arrow'],
  ['types only, imported lazily', 'nudges', `export const x = () => import('@tendril/core');`, 'arrow'],
  ['an outside package that is not in the table', 'core', `import 'lodash';`, 'arrow'],
  ['Node in a browser package', 'core', `import 'node:fs';`, 'arrow'],
  ['a server library that the manifest lacks', 'collector', `import 'express';`, 'arrow'],
  [
    'an allowed package that the manifest lacks',
    'core',
    `import { atom } from 'nanostores'; atom();`,
    'undeclared',
  ],
  ['a file of another package by its path', 'core', `import '../../protocol/src/index.js';`, 'path-import'],
  ['a test file', 'core', `import './index.test.js';`, 'test-import'],
  ['names that are not listed', 'core', `export * from './names.js';`, 'star'],
  ['a silenced compiler', 'core', `// @ts-expect-error\nexport const x: string = 1;`, 'suppression'],
])('finds %s', (_title, folder, text, code) => {
  const path = `packages/${folder}/src/index.ts`;
  expect(findings({ [path]: text }).map((each) => each.replace(/:\d+$/, ''))).toEqual([`${code} ${path}`]);
});

test('a path into another package is found in tests and examples too', () => {
  const files = {
    'packages/core/src/a.test.ts': `import '../../protocol/src/limit.js';`,
    'examples/react/main.tsx': `import '../../packages/react/src/index.js';`,
  };
  expect(findings(files)).toEqual([
    'path-import examples/react/main.tsx:1',
    'path-import packages/core/src/a.test.ts:1',
  ]);
});

test.each([
  ['window.alert()'],
  ['if (typeof document === "undefined") stop()'],
  ['run({ fetch })'],
  ['run(globalThis.x)'],
  ['setTimeout(run, 1)'],
  ['run(Date.now())'],
  ['run(new Date())'],
  ['run(Math.random())'],
  ['class A extends EventSource {}'],
  ['for (const x of localStorage) run(x)'],
])('finds the global in %s', (code) => {
  const path = 'packages/core/src/index.ts';
  expect(findings({ [path]: `export const go = (run: any, stop: any) => {\n${code}\n};` })).toEqual([
    `global ${path}:2`,
  ]);
});

test.each([
  ['"window" // document'],
  ['run.window.document'],
  ['run({ location: 1 })'],
  ['((fetch) => fetch())(run)'],
  ['{ const { setTimeout } = run; setTimeout() }'],
  ['run(new Date(0), Date.parse("x"), Math.max(1))'],
  ['run as typeof fetch'],
  ['{ let x: Window = run; type T = { crypto: Crypto }; run(x as unknown as T) }'],
])('finds no global in %s', (code) => {
  expect(
    findings({ 'packages/core/src/index.ts': `export const go = (run: any) => {\n${code}\n};` }),
  ).toEqual([]);
});

test('a bare global is found in nudges, and in core beside its browser folder', () => {
  const files = {
    'packages/nudges/src/a.ts': 'export const a = () => document.body;',
    'packages/core/src/browser-like.ts': 'export const b = () => document.body;',
  };
  expect(findings(files)).toEqual([
    'global packages/core/src/browser-like.ts:1',
    'global packages/nudges/src/a.ts:1',
  ]);
});

test('a circle of files is found once, through types too, but not through a lazy import', () => {
  const files = {
    'packages/core/src/a.ts': `import './b.js'; export type A = 1;`,
    'packages/core/src/b.ts': `import './c.js';`,
    'packages/core/src/c.ts': `import type { A } from './a.js'; export type C = A;`,
    'packages/core/src/lazy.ts': `export const load = () => import('./loaded.js'); export type L = 1;`,
    'packages/core/src/loaded.ts': `import type { L } from './lazy.js'; export type M = L;`,
  };
  expect(findings(files)).toEqual(['cycle packages/core/src/a.ts']);
});

test('a second entry and a package without a row are found', () => {
  const exports = { ...entry, './deep': { default: './dist/deep.js' }, './schema.json': './schema.json' };
  const files = {
    'packages/rules/package.json': JSON.stringify({ ...manifests.rules, exports }),
    'packages/extra/package.json': JSON.stringify({ name: '@tendril/extra', private: true }),
  };
  expect(findings(files)).toEqual(['arrow packages/extra', 'entry packages/rules/package.json']);
});
