import { expect, it, onTestFinished } from 'vitest';
import { parsePostgresAddress } from '../../postgres/postgres-address.js';
import { ownPostgresAddress } from '../../testing/servers/own-address.js';
import { outboxConformance } from '../outbox.conformance.js';
import type { Bookmark, NewDelivery, Outbox } from '../outbox.port.js';
import { openPostgresOutbox } from './postgres-outbox.js';

outboxConformance('PostgreSQL', async () => {
  const address = parsePostgresAddress(ownPostgresAddress());
  return () => openPostgresOutbox(address);
});

const NOW = Date.parse('2026-01-01T00:00:00.000Z');
const at = (position: number): Bookmark => ({ position, seq: position, membership: 0 });
const deliveries = (count: number): NewDelivery[] =>
  Array.from({ length: count }, (_, n) => ({ id: `d${n}`, about: `delivery ${n}`, body: '{}' }));

const openTwo = async (): Promise<[Outbox, Outbox]> => {
  const address = parsePostgresAddress(ownPostgresAddress());
  const outboxes: [Outbox, Outbox] = [await openPostgresOutbox(address), await openPostgresOutbox(address)];
  onTestFinished(async () => void (await Promise.all(outboxes.map((outbox) => outbox.close()))));
  return outboxes;
};

it('lends each delivery to one of two collectors that ask at the same time', async () => {
  const [one, other] = await openTwo();
  await one.add('crm', deliveries(40), undefined, at(1), NOW);
  const asked = Array.from({ length: 40 }, (_, n) => (n % 2 ? one : other).claim('crm', NOW, 1000));
  const ids = (await Promise.all(asked)).map((claim) => claim?.id);
  expect(ids.filter((id) => id === undefined)).toEqual([]);
  expect(new Set(ids).size).toBe(40);
  expect(await other.claim('crm', NOW, 1000)).toBeUndefined();
});

it('lets one of two collectors write that read from the same place', async () => {
  const [one, other] = await openTwo();
  const add = (from: Bookmark | undefined, to: Bookmark) =>
    Promise.all([one, other].map((outbox) => outbox.add('crm', deliveries(3), from, to, NOW)));
  expect((await add(undefined, at(1))).sort()).toEqual([false, true]);
  expect((await add(at(1), at(2))).sort()).toEqual([false, true]);
  expect(await other.list(0, 10)).toHaveLength(3);
  expect(await other.bookmark('crm')).toEqual(at(2));
});

it('leaves what another collector holds when one is opened', async () => {
  const address = parsePostgresAddress(ownPostgresAddress());
  const open = async () => {
    const outbox = await openPostgresOutbox(address);
    onTestFinished(() => outbox.close());
    return outbox;
  };
  const one = await open();
  await one.add('crm', deliveries(1), undefined, at(1), NOW);
  await one.claim('crm', NOW, 1000);
  expect(await (await open()).claim('crm', NOW, 1000)).toBeUndefined();
});

it('takes texts that PostgreSQL would refuse', async () => {
  const [one, other] = await openTwo();
  const odd = 'nul \u0000 "quoted" \\ \ud800';
  await one.add('crm', [{ id: 'd', about: odd, body: JSON.stringify({ odd }) }], undefined, at(1), NOW);
  const claim = (await one.claim('crm', NOW, 1000))!;
  await one.bury(claim, odd);
  expect(await other.find('d')).toMatchObject({ about: odd, error: odd, body: JSON.stringify({ odd }) });
  expect(await other.find('\u0000')).toBeUndefined();
});
