import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAddresses } from './parse-addresses.js';

it.each([
  ['', [], []],
  [' , ; \n', [], []],
  ['ada@example.com', ['ada@example.com'], []],
  ['ada@example.com, bob@example.com;carl@example.com dan@example.com', ['ada', 'bob', 'carl', 'dan'], []],
  ['ada@example.com\r\nbob@example.com\n', ['ada', 'bob'], []],
  ['Ada Lovelace <ada@example.com>, "Babbage, C" <bob@example.com>', ['ada', 'bob'], ['"Babbage']],
  ['mailto:ada@example.com', ['ada'], []],
  ['ADA@example.com ada@Example.com', ['ADA'], []],
  ['ada bob@x carl@example.', [], ['ada', 'bob@x', 'carl@example.']],
  ['<not an address>', [], ['not an address']],
])('%j', (text, emails, wrong) => {
  const full = emails.map((name) => (name.includes('@') ? name : `${name}@example.com`));
  expect(parseAddresses(text)).toEqual({ emails: full, wrong });
});

it('finds every address of a pasted list, in its order and once', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9.+-]{0,12}[a-z0-9]$/);
  const address = fc.tuple(name, name).map(([user, host]) => `${user}@${host.replaceAll('.', '')}.com`);
  const separator = fc.constantFrom(', ', ';', '\n', '\r\n', ' ', '\t', ',\n');
  const written = fc.tuple(address, fc.boolean(), separator);
  fc.assert(
    fc.property(fc.array(written), (list) => {
      const text = list.map(([one, named, after]) => (named ? `\nSome One <${one}>,` : one) + after).join('');
      expect(parseAddresses(text)).toEqual({ emails: [...new Set(list.map(([one]) => one))], wrong: [] });
    }),
  );
});
