import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

const SECRET = 'the secret of the bucket';
const KEY = 'AKIATEST';

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
/** As signature version 4 encodes: everything but the unreserved characters. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Why a request is not signed as it should be; undefined when it is. Written after AWS's description of signature
 * version 4, apart from the library that signs.
 */
const complaint = ({ method, path, headers, body }: Asked): string | undefined => {
  const { authorization = '', 'x-amz-date': date = '', 'x-amz-content-sha256': hash = '' } = headers;
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, key, scope = '', names = '', signature] = form.exec(authorization) ?? [];
  if (key !== KEY) return 'InvalidAccessKeyId';
  if (!names.split(';').includes('host') || !names.includes('x-amz-date')) return 'MissingSecurityHeader';
  if (hash !== 'UNSIGNED-PAYLOAD' && hash !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  if (method === 'PUT' && hash === 'UNSIGNED-PAYLOAD') return 'XAmzContentSHA256Missing';
  const canonicalPath = path
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/');
  const canonicalHeaders = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, canonicalPath, '', canonicalHeaders.join(''), names, hash].join('\n');
  const [day = '', region = '', service = '', end = ''] = scope.split('/');
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const signing = [region, service, end].reduce(
    (secret, part) => hmac(secret, part),
    hmac(`AWS4${SECRET}`, day),
  );
  return hmac(signing, text).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
};

export interface S3Server {
  /** What the AWS tools would find in the environment. */
  env: Record<string, string>;
  /** Objects by `bucket/key`. */
  objects: Map<string, Buffer>;
  /** Methods and paths in the order in which they were asked. */
  asked: string[];
  /** Answers the next `count` requests with a 503. */
  fail(count: number): void;
}

/** A server on 127.0.0.1 that speaks as much of S3 as an export needs, and verifies every signature. */
export const startS3 = async (): Promise<S3Server> => {
  const objects = new Map<string, Buffer>();
  const asked: string[] = [];
  let failures = 0;
  const server = createServer(async (incoming, reply) => {
    const { method = '', url: path = '', headers } = incoming;
    const body = await buffer(incoming);
    asked.push(`${method} ${decodeURIComponent(path)}`);
    const code = complaint({ method, path, headers, body });
    const key = decodeURIComponent(path).slice(1);
    const refuse = (status: number, what: string): void =>
      void reply.writeHead(status).end(`<Error><Code>${what}</Code><Message>${what}</Message></Error>`);
    if (code) return refuse(403, code);
    if (failures > 0) {
      failures -= 1;
      return refuse(503, 'SlowDown');
    }
    if (method === 'PUT') objects.set(key, body);
    if (method === 'DELETE') objects.delete(key);
    const object = objects.get(key);
    if (method === 'GET' && !object) return refuse(404, 'NoSuchKey');
    return void reply.writeHead(method === 'DELETE' ? 204 : 200).end(method === 'GET' ? object : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: {
      AWS_ACCESS_KEY_ID: KEY,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL_S3: endpoint,
    },
    objects,
    asked,
    fail: (count) => {
      failures = count;
    },
  };
};
