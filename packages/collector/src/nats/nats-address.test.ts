import { expect, it } from 'vitest';
import { parseNatsAddress } from './nats-address.js';

it('reads servers, credentials and what the stream is to be', () => {
  expect(parseNatsAddress('nats://one:4222,two?stream=T&replicas=1&max-bytes=5')).toEqual({
    servers: ['one:4222', 'two:4222'],
    isTls: false,
    stream: 'T',
    replicas: 1,
    maxBytes: 5,
  });
  expect(parseNatsAddress('tls://ada:p%40ss:x@one')).toMatchObject({
    ...{ servers: ['one:4222'], user: 'ada', password: 'p@ss:x', isTls: true },
    ...{ stream: 'TENDRIL', replicas: 3, maxBytes: 0 },
  });
  expect(parseNatsAddress('nats://secret@one')).toMatchObject({ token: 'secret' });
});

it.each(['nats://', 'one:4222', 'nats://one?replicas=many', 'nats://one?stream=a.b'])(
  'refuses %s with the cure',
  (text) => {
    expect(() => parseNatsAddress(text)).toThrow(/Write it like nats:/);
  },
);

it('does not repeat a password', () => {
  let text = '';
  try {
    parseNatsAddress('nats://ada:pa55@one?replicas=x');
  } catch (error) {
    text = String(error);
  }
  expect(text).toContain('replicas=x');
  expect(text).not.toContain('pa55');
});
