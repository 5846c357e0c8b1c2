import { expect, it } from 'vitest';
import { readBody } from '../ingest/read-body.js';
import type { LogEntry } from '../log/event-log.port.js';
import { fakeLog } from '../testing/fake-log.js';
import { eraseFromLog } from './erase-from-log.js';

it('removes a person from a request in which somebody else sent what can not be written again', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const theirs = '{"type":"track","event":"export","userId":"u_1"}';
  const body = Buffer.from(`{"batch":[{"type":"page","userId":"u_2","context":${deep}},${theirs}]}`);
  const entry: LogEntry = {
    position: 1,
    record: { id: 'r1', writeKey: 'wk', kind: 'batch', receivedAt: 0, body },
  };
  const bodies = new Map<number, unknown>();
  const log = fakeLog({
    read: async (from) => (from === 0 ? [entry] : []),
    replaceBody: async (position, bytes) => void bodies.set(position, readBody(bytes)),
  });
  const erasure = { position: 2, person: { userIds: ['u_1'], anonymousIds: [] } };
  await eraseFromLog(log, erasure, new AbortController().signal, () => {});
  expect(bodies.get(1)).toMatchObject({ batch: [{ userId: 'u_2' }, { erased: 'r1' }] });
});
