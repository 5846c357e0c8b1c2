import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { LIMITS } from '@tendril/protocol';
import { messageOf, type Problem, problem } from '../problem.js';

const tooLarge = (): Problem =>
  problem(
    413,
    'limit',
    'body',
    `The body is larger than ${LIMITS.requestBytes} bytes.`,
    'Send fewer events in one request: half of them, until it fits.',
  );

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const inflate = (bytes: Uint8Array, most: number): Uint8Array => {
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw problem(
      400,
      'encoding',
      'body',
      `The body is not complete gzip: ${messageOf(error)}.`,
      'Send the whole gzip stream, with a Content-Length that is its length; or send plain JSON.',
    );
  }
};

/** What some editors and libraries put in front of a text. */
const BYTE_ORDER_MARK = '\ufeff';

const decode = (bytes: Uint8Array): string => {
  if (!isUtf8(bytes))
    throw problem(400, 'encoding', 'body', 'The body is not UTF-8.', 'Encode the JSON as UTF-8.');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem(400, 'json', 'body', `The body is not JSON: ${messageOf(error)}.`, 'Send one JSON object.');
  }
};

/**
 * The JSON value of a request body. Gzip is known by its first two bytes, whatever the headers say: browsers send it
 * without `Content-Encoding`, which would cost a preflight. Throws a `Problem` (400, 413) that says what is wrong.
 */
export const readBody = (
  bytes: Uint8Array,
  contentEncoding = 'identity',
  most: number = LIMITS.requestBytes,
): unknown => {
  if (bytes.length > most) throw tooLarge();
  if (bytes.length === 0) {
    throw problem(400, 'required', 'body', 'The body is empty.', 'Send one JSON object.');
  }
  const encoding = contentEncoding.trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== '') {
    throw problem(
      400,
      'encoding',
      'headers.content-encoding',
      `The encoding ${encoding} is not known.`,
      'Send gzip or plain JSON.',
    );
  }
  return parse(decode(isGzip(bytes) || encoding === 'gzip' ? inflate(bytes, most) : bytes));
};
