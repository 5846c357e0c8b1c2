import { expect, it } from 'vitest';
import { checkServer, NEEDED_PAYLOAD } from './check-server.js';

const right = { version: '2.9.10', jetstream: true, max_payload: NEEDED_PAYLOAD };

it.each([right, { ...right, version: '2.11.0' }, { ...right, version: '3.0.0-beta.1' }])(
  'takes %j',
  (info) => {
    expect(() => checkServer(info)).not.toThrow();
  },
);

it.each([
  [{ ...right, version: '2.8.4' }, /version 2\.8\.4.*Install nats-server 2\.9/],
  [{ ...right, version: '1.9.9' }, /version 1\.9\.9/],
  [{ version: '2.10.0', max_payload: 1_048_576 }, /JetStream is off.*-js/],
  [{ ...right, max_payload: NEEDED_PAYLOAD - 1 }, /at most \d+ bytes.*max_payload/],
])('refuses %j with the cure', (info, message) => {
  expect(() => checkServer(info)).toThrow(message);
});
