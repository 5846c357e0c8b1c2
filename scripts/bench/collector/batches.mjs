// Requests as they go over the wire: batches of 50 events in gzip, like those of a server that sends for its users.
import { gzipSync } from 'node:zlib';
import { WRITE_KEY } from './keys.mjs';

export const EVENTS = 50;

const event = (id, n) => ({
  type: 'track',
  event: ['report.exported', 'invite-teammate', 'project.created'][n % 3],
  messageId: `${id}-${n}`,
  userId: `u_${n % 200}`,
  timestamp: new Date().toISOString(),
  context: { groupId: `acct_${n % 20}`, locale: 'en-GB', page: { path: '/reports', title: 'Reports' } },
  properties: { format: 'csv', rows: n * 7, source: 'toolbar', filters: ['mine', 'open'], took: 123.4 },
});

function request(id) {
  const batch = Array.from({ length: EVENTS }, (_, n) => event(id, n));
  const body = gzipSync(JSON.stringify({ writeKey: WRITE_KEY, batch, sentAt: new Date().toISOString() }));
  const head = `POST /v1/batch HTTP/1.1\r\nhost: bench\r\ncontent-type: text/plain\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** `count` requests; no two events of one `run` are the same. */
export const requestsOf = (run, count) => Array.from({ length: count }, (_, n) => request(`${run}-${n}`));
