import { expect, inject, it } from 'vitest';
import { ownPostgresAddress } from '../testing/servers/own-address.js';
import { POSTGRES_PASSWORD } from '../testing/servers/postgres-folder.js';
import { openSchema } from './open-schema.js';
import { parsePostgresAddress } from './postgres-address.js';

const STEPS = ['CREATE TABLE one (n integer)', 'CREATE TABLE two (n integer)'];
const open = async (url: string, steps = STEPS) => {
  const address = parsePostgresAddress(url);
  return openSchema(address, { schema: address.schema, steps, connections: 2, isDurable: true });
};
const issueOf = (url: string, steps = STEPS) =>
  open(url, steps).then(
    (database) => database.close(),
    (error) => error.issue,
  );

it('runs each step once, however many collectors start at once', async () => {
  const url = ownPostgresAddress();
  await (await open(url, STEPS.slice(0, 1))).close();
  const all = await Promise.all([open(url), open(url), open(url)]);
  const rows = await all[0]!.query('SELECT number FROM migrations ORDER BY number');
  expect(rows).toEqual([{ number: 1 }, { number: 2 }]);
  await Promise.all(all.map((database) => database.close()));
});

it('leaves nothing of a step that fails', async () => {
  const url = ownPostgresAddress();
  await expect(open(url, ['CREATE TABLE one (n integer)', 'CREATE TABLE one (n integer)'])).rejects.toThrow();
  const database = await open(url);
  expect(await database.query('SELECT max(number) AS n FROM migrations')).toEqual([{ n: 2 }]);
  await database.close();
});

it('refuses a schema of a newer release', async () => {
  const url = ownPostgresAddress();
  await (await open(url)).close();
  expect(await issueOf(url, STEPS.slice(0, 1))).toMatchObject({ code: 'version', path: '--store' });
});

it('says what is wrong with an address, and never the password', async () => {
  const url = inject('postgresUrl');
  const wrong = await issueOf(url.replace(POSTGRES_PASSWORD, 'wr0ng-pass'));
  expect(wrong).toMatchObject({
    code: 'value',
    message: expect.stringContaining('refuses this user or password'),
  });
  expect(JSON.stringify(wrong)).not.toMatch(/wr0ng-pass/);
  expect(await issueOf(url.replace(/\/postgres$/, '/nowhere'))).toMatchObject({
    message: expect.stringContaining('has no such database'),
  });
  const absent = await issueOf(url.replace(/:\d+\//, ':1/'));
  expect(absent).toMatchObject({ code: 'unavailable', message: expect.stringContaining('127.0.0.1:1') });
  expect(JSON.stringify(absent)).not.toContain(POSTGRES_PASSWORD);
});
