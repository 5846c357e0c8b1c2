import type { Json } from '@tendril/protocol';
import type { Facts } from '@tendril/rules';
import { readJson } from '../read-json.js';
import { CommandError } from '../terminal.js';

const isObject = (value: unknown): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Facts of a file: the object that conditions read, or a reply of `GET /v1/facts` that holds it. */
export const readFacts = async (file: string): Promise<Facts> => {
  const document = await readJson(file);
  const facts =
    isObject(document) && 'version' in document && isObject(document.facts) ? document.facts : document;
  if (isObject(facts)) return facts;
  const message = `${file} holds no facts.`;
  const cure = 'Write an object such as {"user":{"role":"owner"},"usage":{"seats":{"used":9,"limit":10}}}.';
  throw new CommandError([{ code: 'type', path: '--facts', message, cure }]);
};
