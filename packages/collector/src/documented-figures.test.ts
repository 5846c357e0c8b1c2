import { readFileSync } from 'node:fs';
import { ASK_EVENTS, EVENT_TYPES, LIMITS } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { MOVEMENT_KINDS } from './billing/movement.js';
import { COMMANDS } from './cli/commands/index.js';
import { commandHelp } from './cli/help.js';
import { SERVE_FLAGS } from './cli/serve-flags.js';
import { DEFAULTS } from './default-options.js';
import { EVENT_COLUMNS } from './export/format/event-columns.js';
import { backoffMs } from './outbox/backoff.js';

/** In one line, so that a sentence is found wherever it is wrapped. */
const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
const HELP = COMMANDS.map(commandHelp).join('');

const KB = 1024;
const SECOND = 1000;
/** As the README writes a count. */
const count = (n: number): string => (n < 10_000 ? String(n) : n.toLocaleString('en').replaceAll(',', ' '));
const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
const wait = (attempt: number): number => backoffMs(attempt, () => 1) / SECOND;

it.each([...new Set(README.match(/--[a-z][a-z-]+|\b(?:TENDRIL|AWS)_\w+/g))])('knows %s', (name) => {
  // Of curl.
  if (name !== '--fail-with-body') expect(HELP).toMatch(new RegExp(`${name}\\b`));
});

it.each([
  `at most ${LIMITS.requestBytes / KB} KB (413 beyond), ${LIMITS.eventBytes / KB} KB an event, ${LIMITS.batchEvents} events a batch`,
  `beyond ${count(DEFAULTS.requestsPerMinute.address)} requests a minute from one address or ${count(DEFAULTS.requestsPerMinute.key)} by one write key`,
  `message ids with commas between, ${ASK_EVENTS} at most`,
  `a random share of ${wait(1)} seconds, ${wait(2)}, ${wait(3)} and so on up to ${wait(99) / 3600} hours`,
  `**Movements** are ${quoted(MOVEMENT_KINDS).replace(/, (?=[^,]*$)/, ' and ')},`,
  `POST /v1/{${EVENT_TYPES.join(',')}}`,
])('is right about: %s', (sentence) => {
  expect(README.includes(sentence)).toBe(true);
});

it('names the columns of Parquet in their order', () => {
  const [, text = ''] = /Columns of Parquet are (.*?)\. `--format/.exec(README) ?? [];
  expect([...text.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(
    EVENT_COLUMNS.map(({ name }) => name),
  );
});

it.each([
  ['port', DEFAULTS.port],
  ['host', DEFAULTS.host],
  ['max-lag', DEFAULTS.maxLag],
  ['min-free', DEFAULTS.minFreeMegabytes],
  ['address-limit', DEFAULTS.requestsPerMinute.address],
  ['key-limit', DEFAULTS.requestsPerMinute.key],
  ['keep-log', DEFAULTS.keepLogDays],
  ['keep-events', DEFAULTS.keepEventsDays],
  ['ip', DEFAULTS.ip],
])('says in the help what holds without --%s', (flag, value) => {
  expect(SERVE_FLAGS[flag]?.about).toMatch(new RegExp(`\\(${value}\\)$`));
});
