import { gzipSync } from 'node:zlib';
import { EVENT_TYPES, USAGE_EVENT } from '@tendril/protocol';
import fc from 'fast-check';
import { INGEST_PATHS } from '../http/ingest-paths.js';
import { WRITE_KEY } from './start-collector.js';

/** What somebody may send to the door of the collector. */
export interface HostileRequest {
  url: string;
  headers: Record<string, string>;
  payload: Buffer;
}

const longText = fc
  .tuple(fc.constantFrom('x', '\u0000', '\ud800', '👋', '"', '\\'), fc.nat(40_000))
  .map(([letter, length]) => letter.repeat(length));
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  longText,
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '\u0000',
    '2026-13-45',
    '+275760-09-13',
    '1e999',
    'toString',
  ),
);
const odd = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.jsonValue(),
  fc.double(),
  fc.constantFrom(null, true, Number.MAX_VALUE, {}, []),
);
const time = fc
  .date({ noInvalidDate: true, min: new Date('1970-01-01'), max: new Date('9999-01-01') })
  .map((date) => date.toISOString());
const fields = fc.dictionary(text, odd, { maxKeys: 5 });

const id = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.constantFrom('u_1', 'a\u0000', '__proto__'),
);
/** Right nearly always, so that an event of many fields has a chance to be good. */
const mostly = (right: fc.Arbitrary<unknown>) => fc.oneof({ weight: 30, arbitrary: right }, odd);

/** Shaped like an event, and perhaps wrong in any of its fields. */
const event = fc.record(
  {
    type: mostly(fc.constantFrom(...EVENT_TYPES)),
    event: mostly(fc.oneof(text, fc.constant(USAGE_EVENT))),
    messageId: mostly(id),
    userId: mostly(id),
    anonymousId: mostly(id),
    groupId: mostly(id),
    previousId: mostly(id),
    timestamp: mostly(time),
    sentAt: mostly(time),
    traits: mostly(fields),
    properties: mostly(
      fc.oneof(fields, fc.record({ meter: odd, used: odd, limit: odd }, { requiredKeys: [] })),
    ),
    context: mostly(
      fc.oneof(
        fields,
        fc.record({ groupId: text, bot: odd, ip: text, userAgent: text }, { requiredKeys: [] }),
      ),
    ),
  },
  { requiredKeys: ['type', 'event', 'userId', 'groupId', 'previousId'] },
);
/** Always good: whatever stands beside it, it is to be taken. */
const harmless = fc.record({ type: fc.constant('page'), userId: fc.constantFrom('u_1', 'u_2') });
/** What may stand for an event in a batch. */
export const hostileEvents: fc.Arbitrary<unknown> = fc.oneof(event, odd, harmless);
const envelope = fc.record(
  {
    writeKey: mostly(fc.constant(WRITE_KEY)),
    batch: fc.oneof({ weight: 6, arbitrary: fc.array(hostileEvents, { maxLength: 6 }) }, odd),
    sentAt: mostly(time),
    facts: mostly(text),
    context: mostly(fields),
    integrations: mostly(fields),
  },
  { requiredKeys: ['writeKey', 'batch'] },
);

const json = fc.oneof(
  { weight: 5, arbitrary: envelope },
  fc.tuple(event, fc.constant(WRITE_KEY)).map(([one, writeKey]) => ({ ...one, writeKey })),
  fc.jsonValue(),
);
/** Nested deeper than anything can be written, as an event, in one, or beside all of them. */
const deep = fc
  .tuple(
    fc.nat(60_000),
    fc.constantFrom<[string, string]>(['[', ']'], ['{"a":', '}']),
    fc.constantFrom(
      '"batch":[$]',
      '"batch":[{"type":"page","userId":"u","context":$}]',
      '"context":{"a":$},"batch":[]',
    ),
  )
  .map(([levels, [open, close], place]) => {
    const value = `${open.repeat(levels)}1${close.repeat(levels)}`;
    return `{"writeKey":"${WRITE_KEY}",${place.replace('$', () => value)}}`;
  });
const plain = fc.oneof(
  { weight: 6, arbitrary: json.map((value) => Buffer.from(JSON.stringify(value) ?? '')) },
  deep.map((body) => Buffer.from(body)),
  fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
);

/** A byte changed, or the end cut off. */
const damaged = fc.tuple(plain, fc.nat(), fc.nat(255), fc.boolean()).map(([bytes, place, byte, isCut]) => {
  const at = place % Math.max(1, bytes.length);
  if (isCut) return bytes.subarray(0, at);
  const copy = Buffer.from(bytes);
  copy[at] = byte;
  return copy;
});
const zipped = fc.oneof(
  plain.map((bytes) => gzipSync(bytes)),
  fc.tuple(plain, fc.nat()).map(([bytes, end]) => gzipSync(bytes).subarray(0, end % 200)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.of(0x1f, 0x8b), bytes])),
);

const headers = fc.record(
  {
    'content-encoding': fc.oneof(
      { weight: 6, arbitrary: fc.constant('identity') },
      fc.constantFrom('gzip', 'br', '', 'deflate, gzip'),
    ),
    'content-type': fc.constantFrom(
      'application/json',
      'text/plain',
      'x',
      '',
      'application/json; charset=utf-7',
    ),
    authorization: fc.constantFrom(
      'Basic',
      'Basic !!!',
      `Basic ${Buffer.from('wk_wrong:').toString('base64')}`,
      'Bearer x',
    ),
    'user-agent': fc.constantFrom('', 'bot', 'x'.repeat(5000)),
  },
  { requiredKeys: [] },
);

/** Wrong ones mostly end a request at once, and what is in it is not looked at. */
const fewHeaders = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, headers);

/** Any request to any path that takes events. */
export const hostileRequests: fc.Arbitrary<HostileRequest> = fc.record({
  url: fc.oneof({ weight: 4, arbitrary: fc.constant('/v1/batch') }, fc.constantFrom(...INGEST_PATHS)),
  headers: fewHeaders as fc.Arbitrary<Record<string, string>>,
  payload: fc.oneof({ weight: 4, arbitrary: plain }, damaged, zipped),
});
