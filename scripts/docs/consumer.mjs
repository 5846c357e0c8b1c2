// A project that has the packages installed, as a reader's would: the folder in which the examples are run.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publishedPackages, ROOT } from '../build/workspace.mjs';

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'bundler',
    moduleDetection: 'force',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: ['node'],
    jsx: 'react-jsx',
    strict: true,
    skipLibCheck: true,
    allowJs: true,
    noEmitOnError: false,
    outDir: 'out',
    rootDir: 'src',
  },
  include: ['src'],
};

function link(from, to) {
  if (existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to);
}

/** Links our packages, and whatever they name in their manifests, into the project's node_modules. */
function linkPackages(modules) {
  link(join(ROOT, 'node_modules/@types/node'), join(modules, '@types/node'));
  for (const { dir, name, manifest } of publishedPackages()) {
    link(dir, join(modules, name));
    const { dependencies, peerDependencies, devDependencies } = manifest;
    for (const other of Object.keys({ ...dependencies, ...peerDependencies, ...devDependencies })) {
      link(join(dir, 'node_modules', other), join(modules, other));
    }
    for (const [command, path] of Object.entries(manifest.bin ?? {})) {
      link(join(dir, path), join(modules, '.bin', command));
    }
  }
}

/** Makes the project in `folder`, with empty `src`. */
export function makeConsumer(folder) {
  mkdirSync(join(folder, 'src'), { recursive: true });
  linkPackages(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
}
