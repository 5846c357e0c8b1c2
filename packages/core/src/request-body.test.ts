import { expect, test } from 'vitest';
import { requestBody } from './request-body.js';
import { START } from './testing/fake-clock.js';

const rows = [
  { id: 'a', body: '{"messageId":"a"}' },
  { id: 'b', body: '{"messageId":"b"}' },
];

test('a body is one JSON document of the wire format', () => {
  expect(JSON.parse(requestBody('wk"1', START, rows))).toEqual({
    writeKey: 'wk"1',
    sentAt: new Date(START).toISOString(),
    batch: [{ messageId: 'a' }, { messageId: 'b' }],
  });
});

test('drops travel in the context, when there are any', () => {
  expect(JSON.parse(requestBody('wk', START, rows, { invalid: 2 })).context).toEqual({
    dropped: { invalid: 2 },
  });
  expect(JSON.parse(requestBody('wk', START, rows, {}))).not.toHaveProperty('context');
});
