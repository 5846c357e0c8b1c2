import { DEFAULTS } from './default-options.js';
import { addressReader } from './http/trusted-address.js';
import { SERVER_KEY } from './keys/server-key.js';
import { checkLogAddress } from './log/open-log.js';
import type { CheckedOptions, CollectorOptions } from './options.js';
import { parsePostgresAddress } from './postgres/postgres-address.js';
import { messageOf, type ServerIssue, SetupError } from './problem.js';

const refuse = (path: string, message: string, cure: string, code: ServerIssue['code'] = 'value'): never => {
  throw new SetupError({ code, path, message, cure });
};

const checkKeys = ({ writeKeys, secretKey }: CollectorOptions): void => {
  if (writeKeys.length === 0 || writeKeys.some((key) => key.trim() === '')) {
    const cure = 'Choose a name that your pages send: --write-key wk_dev, or set TENDRIL_WRITE_KEY.';
    refuse('--write-key', 'No write key is given.', cure, 'required');
  }
  if (writeKeys.includes(SERVER_KEY)) {
    refuse('--write-key', `${SERVER_KEY} stands for the host's backend.`, 'Choose another name.');
  }
  if (secretKey === '') {
    refuse('--secret-key', 'The secret key is empty.', 'Give a long random text, or leave the flag out.');
  }
};

/** Flag, value, least and largest; what 0 means where it is special. */
type Range = [flag: string, value: number, least: number, largest: number, zero?: string];

const checkRange = ([flag, value, least, largest, zero]: Range): void => {
  if (zero !== undefined && value === 0) return;
  if (Number.isInteger(value) && value >= least && value <= largest) return;
  const cure = `Give a whole number from ${least} to ${largest}${zero === undefined ? '' : `, or 0: ${zero}`}.`;
  refuse(flag, `${value} does not fit ${flag}.`, cure);
};

const checkNumbers = (options: CheckedOptions): void => {
  const ranges: Range[] = [
    ['--max-lag', options.maxLag, 1, 1e9],
    ['--min-free', options.minFreeMegabytes, 1, 1e9, 'the disk is not looked at'],
    ['--address-limit', options.requestsPerMinute.address, 1, 1e9, 'no limit'],
    ['--key-limit', options.requestsPerMinute.key, 1, 1e9, 'no limit'],
    ['--keep-log', options.keepLogDays, 1, 36_500, 'for ever'],
    // A client may send an event again for seven days: its messageId must be known for longer.
    ['--keep-events', options.keepEventsDays, 8, 36_500, 'for ever'],
  ];
  ranges.forEach(checkRange);
};

const checkProxies = ({ trustProxy }: CheckedOptions): void => {
  try {
    addressReader(trustProxy);
  } catch (error) {
    const cure = 'Give how many proxies are in front, or their addresses: --trust-proxy 10.0.0.0/8';
    refuse('--trust-proxy', `${[trustProxy].flat().join(', ')}: ${messageOf(error)}.`, cure);
  }
};

/** Fills in defaults. Throws a `SetupError` whose path is the flag. */
export const checkOptions = (given: CollectorOptions): CheckedOptions => {
  const options = {
    ...DEFAULTS,
    ...given,
    requestsPerMinute: { ...DEFAULTS.requestsPerMinute, ...given.requestsPerMinute },
  };
  const { data, port } = options;
  if (!data) refuse('--data', 'No data directory is given.', 'Name one: --data ./tendril-data', 'required');
  if (options.log !== undefined) checkLogAddress(options.log);
  if (options.store !== undefined) parsePostgresAddress(options.store);
  checkKeys(options);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    refuse('--port', `${port} is not a port.`, 'Give a number from 0 to 65535; 0 picks a free one.');
  }
  checkNumbers(options);
  checkProxies(options);
  return options;
};
