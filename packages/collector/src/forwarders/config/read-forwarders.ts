import type { KnownFacts } from '@tendril/protocol';
import { readConfigJson, refuseConfig } from '../../config/read-config.js';
import { type Env, resolveSecret } from '../../config/secret.js';
import type { Viewer } from '../../facts/subject.js';
import type { Forwarder } from '../forwarder.js';
import { isLoopback } from '../http/address-guard.js';
import { createSegmentForwarder } from '../segment/segment-forwarder.js';
import { createSigner } from '../webhook/sign.js';
import { compileTriggers } from '../webhook/triggers.js';
import { createWebhook } from '../webhook/webhook-forwarder.js';
import { checkUrl } from './check-url.js';
import {
  FORWARDER_SCHEMAS,
  INCLUDED,
  type Included,
  type SegmentConfig,
  type WebhookConfig,
} from './forwarder-schemas.js';
import { collectIssues, type IssueCollector } from './issue-collector.js';

/** What forwarders are made with, besides their document. */
export interface ForwarderParts {
  env: Env;
  facts: (viewer: Viewer) => Promise<KnownFacts>;
}

const FLAG = '--forwarders';
const ATTEMPTS = 16;
const TIMEOUT_SECONDS = 10;
const DEFAULT_INCLUDE: readonly Included[] = ['account', 'usage', 'trend', 'score'];

const settingsOf = (config: WebhookConfig | SegmentConfig, path: string) => {
  const { name, attempts = ATTEMPTS, timeoutSeconds = TIMEOUT_SECONDS, allowPrivate = false } = config;
  const url = checkUrl(config.url, `${path}.url`, allowPrivate);
  const mayBePrivate = allowPrivate || isLoopback(url);
  return { name, url, attempts, timeoutMs: timeoutSeconds * 1000, mayBePrivate };
};

const includeOf = ({ include }: WebhookConfig, path: string, issues: IssueCollector): readonly Included[] => {
  const wrong = include?.find((name) => !INCLUDED.includes(name as Included));
  if (wrong !== undefined) {
    const message = `holds ${JSON.stringify(wrong)}, which is not known`;
    issues.add({ code: 'value', path: `${path}.include`, message, cure: `Use ${INCLUDED.join(', ')}.` });
  }
  return (include as Included[] | undefined) ?? DEFAULT_INCLUDE;
};

const webhookOf = (
  config: WebhookConfig,
  path: string,
  { env, facts }: ForwarderParts,
  issues: IssueCollector,
): Forwarder | undefined => {
  const settings = issues.attempt(() => settingsOf(config, path));
  const triggers = compileTriggers(config.on, `${path}.on`, issues);
  const include = includeOf(config, path, issues);
  const headers = Object.entries(config.headers ?? {}).map(([name, reference]) => [
    name.toLowerCase(),
    issues.attempt(() => resolveSecret(reference, `${path}.headers.${name}`, env)) ?? '',
  ]);
  const at = `${path}.secret`;
  const sign = issues.attempt(() => {
    const secrets = [config.secret].flat().map((reference) => resolveSecret(String(reference), at, env));
    return createSigner(secrets, at);
  });
  return (
    settings &&
    sign &&
    createWebhook(settings, { triggers, sign, include, headers: Object.fromEntries(headers), facts })
  );
};

const segmentOf = (
  config: SegmentConfig,
  path: string,
  { env }: ForwarderParts,
  issues: IssueCollector,
): Forwarder | undefined => {
  const settings = issues.attempt(() => settingsOf(config, path));
  const writeKey = issues.attempt(() => resolveSecret(config.writeKey, `${path}.writeKey`, env));
  return settings && writeKey !== undefined
    ? createSegmentForwarder(settings, writeKey, config.events)
    : undefined;
};

const forwarderOf = (
  document: unknown,
  path: string,
  parts: ForwarderParts,
  issues: IssueCollector,
): Forwarder | undefined => {
  const type = (document as { type?: unknown } | null)?.type;
  if (type !== 'webhook' && type !== 'segment') {
    const message = `${JSON.stringify(type)} is no kind of forwarder`;
    const code = type === undefined ? 'required' : 'value';
    issues.add({ code, path: `${path}.type`, message, cure: 'Use "webhook" or "segment".' });
    return undefined;
  }
  if (!issues.fits(FORWARDER_SCHEMAS[type], document, path)) return undefined;
  return type === 'webhook'
    ? webhookOf(document as WebhookConfig, path, parts, issues)
    : segmentOf(document as SegmentConfig, path, parts, issues);
};

const checkNames = (forwarders: Forwarder[], { add }: IssueCollector): void => {
  const names = forwarders.map(({ name }) => name);
  for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index))) {
    const message = `two are named ${name}`;
    add({ code: 'duplicate', path: 'forwarders', message, cure: 'Give each a name of its own.' });
  }
};

/** Makes forwarders of a document. `issues` has everything that is wrong with it. */
export const parseForwarders = (
  document: unknown,
  parts: ForwarderParts,
  issues: IssueCollector,
): Forwarder[] => {
  const list = (document as { forwarders?: unknown } | null)?.forwarders;
  if (!Array.isArray(list)) {
    const cure = 'Write {"forwarders": [...]}.';
    issues.add({ code: 'required', path: 'forwarders', message: 'is no list', cure });
    return [];
  }
  const forwarders = list.flatMap(
    (one: unknown, index) => forwarderOf(one, `forwarders[${index}]`, parts, issues) ?? [],
  );
  checkNames(forwarders, issues);
  return forwarders;
};

/** Reads the file of `--forwarders`. Throws a `SetupError` with everything that is wrong with it. */
export const readForwarders = async (file: string, parts: ForwarderParts): Promise<Forwarder[]> => {
  const issues = collectIssues();
  const forwarders = parseForwarders(await readConfigJson(file, FLAG), parts, issues);
  const [first, ...rest] = issues.issues;
  if (first) throw refuseConfig(file, FLAG, [first, ...rest]);
  return forwarders;
};
