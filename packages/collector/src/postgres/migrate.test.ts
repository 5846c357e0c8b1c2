import { expect, it } from 'vitest';
import type { Database, Statements } from './database.js';
import { migrate } from './migrate.js';

it('refuses a server that is too old before it changes anything', async () => {
  const asked: string[] = [];
  const statements: Statements = {
    query: async (sql) => {
      asked.push(sql);
      return [{ server_version_num: '120022' }];
    },
  };
  const database: Database = {
    ...statements,
    transaction: (work) => work(statements),
    close: async () => {},
  };
  await expect(migrate(database, 'tendril', ['CREATE TABLE x ()'])).rejects.toMatchObject({
    issue: {
      code: 'version',
      path: '--store',
      message: expect.stringContaining('12'),
      cure: expect.stringContaining('13'),
    },
  });
  expect(asked).toEqual(['SHOW server_version_num']);
});
