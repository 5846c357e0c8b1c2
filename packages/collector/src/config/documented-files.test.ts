import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPriceList } from '../billing/price-list.js';
import { readForwarders } from '../forwarders/config/read-forwarders.js';
import { WEBHOOK_SECRET } from '../testing/start-forwarding.js';
import { writeFiles } from '../testing/write-files.js';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The example of the README that has this key. */
const exampleOf = (key: string): string => {
  const blocks = [...README.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => text ?? '');
  return writeFiles({ 'example.json': blocks.find((text) => text.includes(`"${key}":`)) ?? '' })[
    'example.json'
  ];
};

it('takes the forwarders of the README', async () => {
  const env = { SALES_SECRET: WEBHOOK_SECRET, SEGMENT_WRITE_KEY: 'key' };
  const forwarders = await readForwarders(exampleOf('forwarders'), { env, facts: async () => ({}) });
  expect(forwarders.map(({ name, kind }) => [name, kind])).toEqual([
    ['sales', 'webhook'],
    ['cdp', 'segment'],
  ]);
});

it('takes the price list of the README', async () => {
  const list = await readPriceList(exampleOf('prices'));
  expect(list.find('storage')).toEqual({ product: 'storage', addOn: true });
});
