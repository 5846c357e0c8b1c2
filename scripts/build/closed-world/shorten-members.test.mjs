import { expect, it } from 'vitest';
import { shortenMembers } from './shorten-members.mjs';

const shortened = (code, onElements) => shortenMembers(code, onElements).replace(/\s+/g, ' ').trim();

it('private members get the letters that are used most, those used most the first of them', () => {
  expect(shortened('f(a._few); a._many = { _many: a._many };')).toBe('f(a.t); a.e = { e: a.e };');
});

it('variables and public members keep their names', () => {
  expect(shortened('const _own = 1; f({ _own }, a.b, a["_c"]);')).toBe(
    'const _own = 1; f({ e: _own }, a.b, a["_c"]);',
  );
});

it('what is set on elements keeps its underscore: fields of a form may have the name of a letter', () => {
  expect(shortened('form._heard = { _own: form._heard };', ['_heard'])).toBe('form._e = { t: form._e };');
  expect(() => shortened('form._heard = 1;', ['_listeners'])).toThrow(
    'not in the source any more: _listeners',
  );
});

it('too many members are refused', () => {
  const many = Array.from(
    { length: 30 },
    (_, index) => `a._m${String.fromCharCode(97 + (index % 26))}${index}`,
  );
  expect(() => shortenMembers(many.join(';'))).toThrow('30 private members, and 24 letters');
});
