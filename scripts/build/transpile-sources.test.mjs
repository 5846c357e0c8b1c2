import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { transpileSources } from './transpile-sources.mjs';

const VIEW = fileURLToPath(new URL('../../packages/nudges/src/view.tsx', import.meta.url));
const transpiled = (code) => transpileSources().transform(code, VIEW).code.replace(/\s+/g, ' ');

it('JSX means the same where a view has a variable of the name that draws', () => {
  const code = transpiled(
    'export const View = ({ hours }) => <>{hours.map((h) => <li key={h}>{h}</li>)}</>;',
  );
  expect(code).toContain('_h(_Fragment, null, hours.map((h) => _h("li", { key: h }, h)))');
  expect(code).toContain("import { Fragment as _Fragment, h as _h } from 'preact';");
});
