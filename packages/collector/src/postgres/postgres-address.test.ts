import { expect, it } from 'vitest';
import { parsePostgresAddress } from './postgres-address.js';

it('reads servers, database and schema', () => {
  expect(parsePostgresAddress('postgres://ada:p%40ss@one/db?sslmode=require')).toEqual({
    urls: ['postgres://ada:p%40ss@one/db?sslmode=require'],
    where: 'one:5432/db',
    schema: 'tendril',
  });
  const several = 'postgresql://ada:pa@ss@one:1,two,[::1]:3/db?schema=s&target_session_attrs=read-write';
  expect(parsePostgresAddress(several)).toEqual({
    urls: [
      'postgresql://ada:pa%40ss@one:1/db',
      'postgresql://ada:pa%40ss@two/db',
      'postgresql://ada:pa%40ss@[::1]:3/db',
    ],
    where: 'one:1,two:5432,[::1]:3/db',
    schema: 's',
  });
});

it.each([
  'mysql://one/db',
  'one:5432',
  'postgres://one:x/db',
  'postgres://one:1,two:x/db',
  'postgres://one/db?schema=A-b',
  'postgres://one,two/db?target_session_attrs=standby',
])('refuses %s with the cure', (text) => {
  expect(() => parsePostgresAddress(text)).toThrow(/Write it like postgres:/);
});

it('does not repeat a password', () => {
  const text = 'postgres://ada:pa55@one:x,two/db';
  expect(() => parsePostgresAddress(text)).toThrow(/can not be read/);
  expect(() => parsePostgresAddress(text)).not.toThrow(/pa55/);
});
