import { expect, test } from 'vitest';
import { requestBody } from './request-body.js';
import { rowOf } from './row.js';
import { START } from './testing/fake-clock.js';

const event = (messageId: string, seq = 0) => JSON.stringify({ messageId, context: { seq } });
const en = rowOf('{"locale":"en"}', [event('a'), event('b', 1)]);
const read = (...args: Parameters<typeof requestBody>) => JSON.parse(requestBody(...args));

test('a body is one JSON document of the wire format; what all share is the batch’s context', () => {
  expect(read('wk"1', START, [en, rowOf('{"locale":"en"}', [event('c')])])).toEqual({
    writeKey: 'wk"1',
    sentAt: new Date(START).toISOString(),
    context: { locale: 'en' },
    batch: [
      { messageId: 'a', context: { seq: 0 } },
      { messageId: 'b', context: { seq: 1 } },
      { messageId: 'c', context: { seq: 0 } },
    ],
  });
});

test('rows of different contexts carry theirs in each event, and none leaks into another', () => {
  const body = read('wk', START, [en, rowOf('{"locale":"de"}', [event('c')]), rowOf('{}', [event('d')])]);
  expect(body.context).toEqual({});
  expect(body.batch).toEqual([
    { messageId: 'a', context: { seq: 0, locale: 'en' } },
    { messageId: 'b', context: { seq: 1, locale: 'en' } },
    { messageId: 'c', context: { seq: 0, locale: 'de' } },
    { messageId: 'd', context: { seq: 0 } },
  ]);
});

test('what is added stands in the batch’s context', () => {
  expect(read('wk', START, [en], { dropped: { invalid: 2 } }).context).toEqual({
    locale: 'en',
    dropped: { invalid: 2 },
  });
});
