import { createHash } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import type { Env } from '../../config/secret.js';
import { SetupError } from '../../problem.js';
import type { Destination } from './destination.js';

const RETRIES = 4;

const demand = (env: Env, name: string): string => {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  const message = `${name} is not set.`;
  const cure = 'A bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.';
  throw new SetupError({ code: 'required', path: name, message, cure });
};

/** Amazon's own addresses name the bucket in the host; others are asked by path, which all of them understand. */
const baseOf = (bucket: string, region: string, env: Env): string => {
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  if (endpoint === undefined || endpoint === '') return `https://${bucket}.s3.${region}.amazonaws.com`;
  if (URL.canParse(endpoint)) return `${endpoint.replace(/\/$/, '')}/${bucket}`;
  const message = `The endpoint ${endpoint} is no address.`;
  const cure = 'Set AWS_ENDPOINT_URL_S3 to one like https://s3.example.com.';
  throw new SetupError({ code: 'value', path: 'AWS_ENDPOINT_URL_S3', message, cure });
};

const parse = (address: string): { bucket: string; prefix: string } => {
  const [, bucket, prefix = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(address) ?? [];
  if (bucket !== undefined) return { bucket, prefix: prefix.replace(/\/+$/, '') };
  const message = `${address} is no bucket.`;
  const cure = 'Write s3://BUCKET/PREFIX. A bucket has 3 to 63 small letters, digits, dots and hyphens.';
  throw new SetupError({ code: 'value', path: '--out', message, cure });
};

const refused = async (what: string, reply: Response): Promise<SetupError> => {
  const said = /<Message>([^<]*)</.exec(await reply.text())?.[1] ?? '';
  const message = `The bucket answers ${reply.status} to ${what}. ${said}`.trim();
  const cure =
    'The key needs GetObject, PutObject, DeleteObject and ListBucket there; region and endpoint must fit.';
  return new SetupError({ code: 'auth', path: '--out', message, cure });
};

const encode = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/**
 * A bucket of S3, or of anything that speaks like it: `s3://BUCKET/PREFIX`. Keys and region are those of the AWS tools:
 * `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`, `AWS_ENDPOINT_URL_S3`. Throws a
 * `SetupError`.
 */
export const s3Destination = (address: string, env: Env): Destination => {
  const { bucket, prefix } = parse(address);
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1';
  const base = baseOf(bucket, region, env);
  const { AWS_SESSION_TOKEN: sessionToken } = env;
  const client = new AwsClient({
    accessKeyId: demand(env, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: demand(env, 'AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken !== undefined && { sessionToken }),
    ...{ service: 's3', region, retries: RETRIES },
  });
  const urlOf = (path: string): string => `${base}/${encode(prefix === '' ? path : `${prefix}/${path}`)}`;
  return {
    name: address,
    workDirectory: () => mkdtemp(join(tmpdir(), 'tendril-export-')),
    put: async (path, file) => {
      const body = await readFile(file);
      const headers = { 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') };
      const reply = await client.fetch(urlOf(path), { method: 'PUT', body, headers });
      if (!reply.ok) throw await refused(`PUT ${path}`, reply);
    },
    read: async (path) => {
      const reply = await client.fetch(urlOf(path));
      if (reply.status === 404) return undefined;
      if (!reply.ok) throw await refused(`GET ${path}`, reply);
      return reply.text();
    },
    remove: async (path) => {
      const reply = await client.fetch(urlOf(path), { method: 'DELETE' });
      if (!reply.ok && reply.status !== 404) throw await refused(`DELETE ${path}`, reply);
    },
  };
};
