import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { gatherAppends } from './append-gatherer.js';
import type { AppendGroup } from './inbox-messages.js';

const body = (text: string): Uint8Array => Buffer.from(text);
const bodiesOf = ({ ends, bytes }: AppendGroup): string[] =>
  ends.map((end, i) => Buffer.from(bytes.subarray(ends[i - 1] ?? 0, end)).toString());

it('hands over what one turn of the event loop brought as one group', async () => {
  const groups: AppendGroup[] = [];
  const gatherer = gatherAppends((group) => groups.push(group));
  gatherer.add(7, 'a', body('first'));
  gatherer.add(8, 'b', body(''));
  gatherer.add(9, 'c', body('third'));
  expect(groups).toEqual([]);
  await turn();
  expect(groups).toMatchObject([{ ticket: 7, metas: ['a', 'b', 'c'] }]);
  expect(groups.map(bodiesOf)).toEqual([['first', '', 'third']]);
});

it('keeps the order: what is flushed is not handed over again, and what comes later is another group', async () => {
  const groups: AppendGroup[] = [];
  const gatherer = gatherAppends((group) => groups.push(group));
  gatherer.add(1, 'a', body('one'));
  gatherer.flush();
  gatherer.add(2, 'b', body('two'));
  await turn();
  await turn();
  expect(groups.map(({ ticket }) => ticket)).toEqual([1, 2]);
  expect(groups.map(bodiesOf)).toEqual([['one'], ['two']]);
});

it('takes memory that can be handed to another thread', async () => {
  const groups: AppendGroup[] = [];
  gatherAppends((group) => groups.push(group)).add(1, 'a', Buffer.from('from the pool of Buffer'));
  await turn();
  const [{ bytes } = { bytes: new Uint8Array() }] = groups;
  expect(bytes.buffer.byteLength).toBe(bytes.length);
});
