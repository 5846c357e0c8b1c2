import { messageOf, type ServerIssue } from '../problem.js';
import { bad, type Finding, good } from './examine.js';

/** Its answer; undefined where something else answers. */
const readJson = async (url: string, path: string, headers = {}): Promise<unknown> => {
  const response = await fetch(url + path, { headers });
  return response.json().catch(() => undefined);
};

/** Undefined where something else answers. */
const examineReadiness = async (url: string): Promise<Finding | undefined> => {
  const found = (await readJson(url, '/readyz')) as { ready: boolean; reasons: ServerIssue[] } | undefined;
  if (!Array.isArray(found?.reasons)) return undefined;
  const { ready, reasons } = found;
  if (ready) return good('collector', `${url} is ready`);
  const [first] = reasons;
  return bad('collector', reasons.map(({ message }) => message).join(' '), first?.cure ?? 'Look at its log.');
};

const examineKey = async (url: string, key: string): Promise<Finding> => {
  const stats = await readJson(url, '/v1/admin/stats', { authorization: `Bearer ${key}` });
  const body = (stats ?? {}) as { error?: ServerIssue; lag?: number; stored?: number };
  if (!body.error)
    return good('secret key', `works; ${body.stored} events are stored, ${body.lag} requests wait`);
  return bad('secret key', body.error.message, body.error.cure);
};

/** Asks a running collector. `key` is tried when there is one. */
export const examineCollector = async (url: string, key: string | undefined): Promise<Finding[]> => {
  try {
    const readiness = await examineReadiness(url);
    if (!readiness) {
      return [bad('collector', `what answers at ${url} is none`, 'Name the address of a collector: --url')];
    }
    return [readiness, ...(key === undefined ? [] : [await examineKey(url, key)])];
  } catch (error) {
    const why = messageOf(error instanceof Error && error.cause ? error.cause : error);
    return [
      bad('collector', `${url} does not answer: ${why}`, 'Start one (tendril serve), or name another: --url'),
    ];
  }
};
