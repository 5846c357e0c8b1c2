import { messageOf, type ServerIssue } from '../problem.js';
import { bad, type Finding, good } from './examine.js';

const examineReadiness = async (url: string): Promise<Finding> => {
  const { ready, reasons } = (await (await fetch(`${url}/readyz`)).json()) as {
    ready: boolean;
    reasons: ServerIssue[];
  };
  if (ready) return good('collector', `${url} is ready`);
  const [first] = reasons;
  return bad('collector', reasons.map(({ message }) => message).join(' '), first?.cure ?? 'Look at its log.');
};

const examineKey = async (url: string, key: string): Promise<Finding> => {
  const response = await fetch(`${url}/v1/admin/stats`, { headers: { authorization: `Bearer ${key}` } });
  const body = (await response.json()) as { error?: ServerIssue; lag?: number; stored?: number };
  if (!body.error)
    return good('secret key', `works; ${body.stored} events are stored, ${body.lag} requests wait`);
  return bad('secret key', body.error.message, body.error.cure);
};

/** Asks a running collector. `key` is tried when there is one. */
export const examineCollector = async (url: string, key: string | undefined): Promise<Finding[]> => {
  try {
    return [await examineReadiness(url), ...(key === undefined ? [] : [await examineKey(url, key)])];
  } catch (error) {
    const why = messageOf(error instanceof Error && error.cause ? error.cause : error);
    return [
      bad('collector', `${url} does not answer: ${why}`, 'Start one (tendril serve), or name another: --url'),
    ];
  }
};
