import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { openPostgresControlStore } from '../control/postgres/postgres-control-store.js';
import { openPostgresOutbox } from '../outbox/postgres/postgres-outbox.js';
import { parsePostgresAddress } from '../postgres/postgres-address.js';
import { openPostgresStore } from '../store/postgres/postgres-store.js';
import { ownPostgresAddress } from '../testing/servers/own-address.js';
import { examineStore } from './examine-store.js';

const start = async () => {
  const url = ownPostgresAddress();
  const address = parsePostgresAddress(url);
  const look = async () => {
    const { findings, position } = await examineStore(url);
    const told = findings.map(({ what, isGood, detail }) => [
      what,
      isGood,
      detail.replace(/^.*, schema /, ''),
    ]);
    return { told, position };
  };
  return { address, look };
};

it('says what is not there yet, and makes nothing', async () => {
  const { look, address } = await start();
  const { schema } = address;
  const made = 'is made at the first start';
  for (let times = 0; times < 2; times += 1) {
    expect(await look()).toEqual({
      told: [
        ['store', true, `${schema} ${made}`],
        ['keys and rules', true, `${schema}_control ${made}`],
        ['outbox', true, `${schema}_outbox ${made}`],
      ],
      position: undefined,
    });
  }
});

it('looks into each schema, and names the one that is of a newer release', async () => {
  const { look, address } = await start();
  const { schema } = address;
  const [store, control, outbox] = [
    await openPostgresStore(address),
    await openPostgresControlStore(address),
    await openPostgresOutbox(address),
  ];
  onTestFinished(async () => void (await Promise.all([store, control, outbox].map((one) => one.close()))));
  const deliveries = ['a', 'b'].map((id) => ({ id, about: 'x', body: '{}' }));
  await outbox.add('crm', deliveries, undefined, { position: 1, seq: 1, membership: 0 }, Date.now());
  const claim = await outbox.claim('crm', Date.now(), 1000);
  await outbox.bury(claim!, 'gone');
  expect(await look()).toEqual({
    told: [
      ['store', true, schema],
      ['keys and rules', true, `${schema}_control; rulesets: 0`],
      ['outbox', true, `${schema}_outbox; deliveries that wait: 1, that are dead: 1`],
    ],
    position: 0,
  });

  const client = new pg.Client({ connectionString: address.urls[0]! });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(`INSERT INTO ${schema}_outbox.migrations (number) VALUES (99)`);
  expect((await look()).told.map(([what, isGood]) => [what, isGood])).toEqual([
    ['store', true],
    ['keys and rules', true],
    ['outbox', false],
  ]);
});
