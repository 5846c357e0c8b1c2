import { checkOptions } from '../check-options.js';
import { DEFAULTS } from '../default-options.js';
import { FORMAT_NAMES } from '../export/formats.js';
import { TOKEN_DEFAULTS, type TokenOptions } from '../identity/token-options.js';
import { IP_POLICIES, type IpPolicy } from '../ingest/apply-ip-policy.js';
import type { CollectorOptions } from '../options.js';
import { messageOf } from '../problem.js';
import type { Flags, Input } from './command.js';
import { formatFlag } from './format-flag.js';
import { wholeNumber } from './parse-flags.js';
import { PLACE_FLAGS, placesOf } from './place-flags.js';
import { type Terminal, UsageError } from './terminal.js';

const LIMIT = DEFAULTS.requestsPerMinute;

/** Flags of `tendril serve`. */
export const SERVE_FLAGS: Flags = {
  port: { value: 'N', about: `port to listen on; 0 picks a free one (${DEFAULTS.port})` },
  host: { value: 'NAME', about: `address to listen on (${DEFAULTS.host})` },
  ...PLACE_FLAGS,
  rules: {
    value: 'FILE',
    about: 'ruleset, JSON; followed while the collector runs (what was published last)',
  },
  forwarders: { value: 'FILE', about: 'webhooks and CDPs to tell, JSON (none)' },
  billing: { value: 'FILE', about: 'what prices stand for, JSON (none)' },
  export: {
    value: 'PLACE',
    about: 'where each day goes when it is over: a folder, or s3://BUCKET/PREFIX (nowhere)',
  },
  'export-format': { value: 'F', about: `${FORMAT_NAMES.join(' or ')} (parquet)` },
  'stripe-secret': { value: 'S', about: 'signing secret of the endpoint at Stripe', multiple: true },
  'write-key': { value: 'K', about: 'key that clients send with (needed)', multiple: true },
  'secret-key': { value: 'S', about: 'key that may do everything; others: tendril keys create' },
  'token-secret': { value: '[KID=]S', about: 'secret of HS256 tokens, 32 bytes or more', multiple: true },
  'token-key': { value: 'FILE', about: 'public key of RS256 or ES256 tokens, PEM or JWK', multiple: true },
  'token-jwks': { value: 'URL', about: 'address of a set of such keys' },
  'token-audience': { value: 'A', about: `audience that tokens name (${TOKEN_DEFAULTS.audience})` },
  'token-issuer': { value: 'I', about: 'issuer that tokens name (any)' },
  'max-lag': { value: 'N', about: `requests that may wait to be applied before 503 (${DEFAULTS.maxLag})` },
  'min-free': {
    value: 'MB',
    about: `free disk below which events are answered 503; 0 does not look (${DEFAULTS.minFreeMegabytes})`,
  },
  'address-limit': { value: 'N', about: `requests a minute by address; 0 is no limit (${LIMIT.address})` },
  'key-limit': { value: 'N', about: `requests a minute by write key; 0 is no limit (${LIMIT.key})` },
  'trust-proxy': { value: 'N|ADDR', about: 'proxies in front, or their addresses', multiple: true },
  'keep-log': { value: 'DAYS', about: `how long the log is kept; 0 is for ever (${DEFAULTS.keepLogDays})` },
  'keep-events': {
    value: 'DAYS',
    about: `how long events are kept, at least 8; 0 is for ever (${DEFAULTS.keepEventsDays})`,
  },
  ip: { value: 'HOW', about: `what is kept of addresses: ${IP_POLICIES.join(', ')} (${DEFAULTS.ip})` },
  quiet: { about: 'log warnings and errors only' },
};

const listOf = (text: string | undefined): string[] =>
  (text ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

/** Leaves out what was not given: defaults are not this file's affair. */
const given = <Options extends object>(
  options: {
    [Name in keyof Options]: Options[Name] | undefined;
  },
): Partial<Options> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<Options>;

/** `KID=SECRET`, or a secret alone. A secret in base64 may end in `=`, and has no name before it. */
const toSecret = (text: string): { secret: string; kid?: string } => {
  const [, kid, secret] = /^([\w.-]{1,64})=(?=[^=])(.*)$/s.exec(text) ?? [];
  return kid !== undefined && secret !== undefined ? { secret, kid } : { secret: text };
};

const tokensOf = (input: Input, env: Terminal['env']): TokenOptions | undefined => {
  const secrets = (input.values('token-secret') ?? listOf(env.TENDRIL_TOKEN_SECRET)).map(toSecret);
  const keyFiles = input.values('token-key') ?? [];
  const jwksUrl = input.value('token-jwks');
  if (secrets.length + keyFiles.length === 0 && jwksUrl === undefined) return undefined;
  const audience = input.value('token-audience');
  return { secrets, keyFiles, ...given({ jwksUrl, audience, issuer: input.value('token-issuer') }) };
};

const proxiesOf = (input: Input): number | string[] | undefined => {
  const proxies = input.values('trust-proxy');
  const [first, ...more] = proxies ?? [];
  return first !== undefined && more.length === 0 && /^\d+$/.test(first) ? Number(first) : proxies;
};

export const ipOf = (input: Input): IpPolicy | undefined => {
  const ip = input.value('ip');
  if (ip === undefined || IP_POLICIES.includes(ip as IpPolicy)) return ip as IpPolicy | undefined;
  throw new UsageError(`--ip ${ip} is not known. Give one of ${IP_POLICIES.join(', ')}.`);
};

/** The options that `tendril serve` is given, with those of the environment. Throws a `UsageError`. */
export const readServeFlags = (input: Input, env: Terminal['env']): CollectorOptions => {
  const number = (flag: string, cure?: string) => wholeNumber(input, flag, cure);
  const options = {
    ...placesOf(input, env),
    writeKeys: input.values('write-key') ?? listOf(env.TENDRIL_WRITE_KEY),
    quiet: input.isSet('quiet'),
    requestsPerMinute: given<{ address: number; key: number }>({
      address: number('address-limit'),
      key: number('key-limit'),
    }),
    ...given<CollectorOptions>({
      port: number('port', 'Give one from 0 to 65535; 0 picks a free port.'),
      host: input.value('host'),
      rules: input.value('rules'),
      forwarders: input.value('forwarders'),
      billing: input.value('billing'),
      export: input.value('export'),
      exportFormat: formatFlag(input, 'export-format'),
      stripeSecrets: input.values('stripe-secret') ?? listOf(env.TENDRIL_STRIPE_SECRET),
      secretKey: input.value('secret-key') ?? env.TENDRIL_SECRET_KEY,
      tokens: tokensOf(input, env),
      trustProxy: proxiesOf(input),
      ip: ipOf(input),
      maxLag: number('max-lag'),
      minFreeMegabytes: number('min-free'),
      keepLogDays: number('keep-log'),
      keepEventsDays: number('keep-events'),
    } as never),
  };
  try {
    return checkOptions(options);
  } catch (error) {
    throw new UsageError(`${messageOf(error)} See: tendril serve --help`);
  }
};
