import { expect, it } from 'vitest';
import { specialize } from './specialize.mjs';

/** On one line, without what the printer does to the spaces. */
const specialized = (code, known) => specialize(code, known).replace(/\s+/g, ' ').trim();

it.each([
  ['a member that nothing sets', 'a.b && f(a.b)', { never: ['.b'] }, 'void 0;'],
  ['a member of one object alone', 'f(a.b, c.b)', { never: ['a.b'] }, 'f(void 0, c.b);'],
  ['a call of what nobody gives', 'f(); a.b(g())', { never: ['.b'] }, 'f(); void 0;'],
  ['what sets it keeps its effects', 'a.b = f()', { never: ['.b'] }, 'f();'],
  [
    'a condition with an assignment',
    'if ((x = a.b)) f(); else g();',
    { never: ['.b'] },
    '{ (x = void 0); g(); }',
  ],
  ['a condition without another branch', 'if (a.b) f();', { never: ['.b'] }, 'void 0;'],
  ['a chain of conditions', 'if (f() && (x = a.b) && g()) h();', { never: ['.b'] }, /^if \(.*h\(\);$/],
  ['a key of another name', 'f({ x: y }, z.x)', { always: { x: '1' } }, 'f({ x: y }, z.x);'],
  ['a variable', 'const x = f(), y = x + 1;', { always: { x: '1' } }, 'const y = 1 + 1;'],
  ['a variable alone', 'const x = f(); g(x);', { always: { x: '1' } }, 'g(1);'],
  [
    'a parameter, and what calls give for it',
    'function f(a, x, b) { return [a, x, b]; } f(1, 2, 3);',
    { always: { x: 'null' } },
    'function f(a, b) { return [a, null, b]; } f(1, 3);',
  ],
  [
    'a parameter of a function without a name',
    'g(function (x) { return x; })',
    { always: { x: '1' } },
    'g(function (x) { return 1; });',
  ],
  [
    'a literal that nothing equals',
    'f(a == "svg", a !== "svg", "svg" in a)',
    { unlike: ['svg'] },
    'f(false, true, false);',
  ],
  ['a constant that nothing equals', 'f(a === SVG)', { unlike: ['SVG'] }, 'f(false);'],
  ['a flag that is never set', 'f(a & FLAG, a | FLAG)', { unset: ['FLAG'] }, 'f(0, a | FLAG);'],
  ['a function without effect', 'f(); g(h);', { idle: ['f'] }, 'void 0; g(h);'],
])('%s', (_, code, known, expected) => {
  if (typeof expected === 'string') expect(specialized(code, known)).toBe(expected);
  else expect(specialized(code, known)).toMatch(expected);
});

it('says which names the source has no more', () => {
  expect(() => specialize('f(a.b)', { never: ['.b', '.c'], idle: ['g'] })).toThrow(
    'not in the source any more: .c, g',
  );
});
