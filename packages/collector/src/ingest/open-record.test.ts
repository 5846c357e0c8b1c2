import { gzipSync } from 'node:zlib';
import { LIMITS } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { controlRecord } from '../log/append-control.js';
import type { Control } from '../store/control.js';
import { openRecord } from './open-record.js';

it('gives back what the collector itself wrote, however large that is', () => {
  const person = { userIds: ['u_1'], anonymousIds: ['x'.repeat(LIMITS.requestBytes)] };
  const forget: Control = { do: 'forget', person };
  const record = controlRecord(forget, 0);
  for (const body of [record.body, gzipSync(record.body)]) {
    const opened = openRecord({ position: 1, record: { ...record, body } }, 'truncate');
    expect(opened).toEqual({ events: [], deadLetters: [], controls: [forget] });
  }
});

it('makes a dead letter of a request that can not be opened any more', () => {
  const record = { id: 'r', writeKey: 'wk', kind: 'batch', receivedAt: 0, body: Buffer.from('{') } as const;
  const { events, deadLetters } = openRecord({ position: 1, record }, 'truncate');
  expect([events, deadLetters]).toEqual([
    [],
    [expect.objectContaining({ id: 'r', event: record.body.toString('base64') })],
  ]);
});
