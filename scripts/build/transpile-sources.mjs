// Bundles TypeScript sources of several packages as one program, so that tree-shaking crosses package borders.
// Types are not checked here: each package's own build does that.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const EXTENSIONS = [
  ['.js', '.ts'],
  ['.js', '.tsx'],
];

const readConfig = (path) =>
  ts.parseConfigFileTextToJson(path, readFileSync(path, 'utf8')).config.compilerOptions ?? {};

/**
 * JSX becomes calls of `h`: Preact has that function anyway, and needs no other for it. By a name that no view gives to
 * a variable of its own.
 */
const JSX = { jsx: ts.JsxEmit.React, jsxFactory: '_h', jsxFragmentFactory: '_Fragment' };
const jsxImports = (file) => {
  const { jsxImportSource } = readConfig(ts.findConfigFile(dirname(file), ts.sys.fileExists));
  return `import { Fragment as _Fragment, h as _h } from '${jsxImportSource}';`;
};

/** A rollup plugin that finds `./x.ts` where a source says `./x.js`, and turns it into JavaScript. */
export function transpileSources() {
  return {
    name: 'transpile-sources',
    async resolveId(specifier, importer) {
      if (!specifier.startsWith('.') || !/\.tsx?$/.test(importer ?? '')) return null;
      const path = join(dirname(importer), specifier);
      for (const [from, to] of EXTENSIONS) {
        const source = path.endsWith(from) ? path.slice(0, -from.length) + to : '';
        // resolved further by node-resolve, which knows the package's `sideEffects`
        if (ts.sys.fileExists(source)) return this.resolve(source, importer, { skipSelf: true });
      }
      return null;
    },
    transform(code, id) {
      if (!/\.tsx?$/.test(id)) return null;
      const isJsx = id.endsWith('x');
      const { outputText, sourceMapText } = ts.transpileModule(code, {
        fileName: id,
        compilerOptions: {
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
          sourceMap: true,
          ...(isJsx && JSX),
        },
      });
      const script = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
      return { code: isJsx ? `${script}${jsxImports(id)}` : script, map: sourceMapText };
    },
  };
}
