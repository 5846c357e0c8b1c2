import type { Ledger } from '@tendril/protocol';
import { readJson } from '../read-json.js';
import { CommandError } from '../terminal.js';

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTimes = (value: unknown): boolean =>
  value === undefined || (isObject(value) && Object.values(value).every((at) => typeof at === 'number'));

const isEntry = (entry: unknown): boolean => {
  if (!isObject(entry)) return false;
  const { shown = [], dismissed, snoozedUntil = 0 } = entry;
  const areShowings =
    Array.isArray(shown) &&
    shown.every((one) => isObject(one) && typeof one.at === 'number' && typeof one.episode === 'string');
  return areShowings && isTimes(dismissed) && typeof snoozedUntil === 'number';
};

/** What somebody has seen, by nudge: a ledger, or a reply of `GET /v1/facts` that holds one. */
export const readLedger = async (file: string): Promise<Ledger> => {
  const document = await readJson(file);
  const isReply = isObject(document) && typeof document.version === 'string';
  const ledger = isReply ? (document.ledger ?? {}) : document;
  const wrong = isObject(ledger) ? Object.entries(ledger).find(([, entry]) => !isEntry(entry))?.[0] : '';
  if (wrong === undefined) return ledger as Ledger;
  const message = wrong ? `The entry of ${wrong} in ${file} can not be read.` : `${file} holds no ledger.`;
  const cure =
    'Write what was seen by nudge, with epoch milliseconds: {"seats-usage":{"shown":[{"at":1795338000000,"session":"s1","episode":"s70"}],"dismissed":{"s70":1795338060000}}}.';
  throw new CommandError([{ code: 'type', path: '--ledger', message, cure }]);
};
