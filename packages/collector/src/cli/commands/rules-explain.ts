import { type Explained, explainRuleset, type Facts, type Ids } from '@tendril/rules';
import { readRulesetFile } from '../../rules/ruleset-file.js';
import type { Command, Flags, Input } from '../command.js';
import { printExplained } from '../explain/print-explained.js';
import { readEvents } from '../explain/read-events.js';
import { readFacts } from '../explain/read-facts.js';
import { readLedger } from '../explain/read-ledger.js';
import { needed } from '../parse-flags.js';
import { reportCheck } from '../report-check.js';
import { type Terminal, UsageError } from '../terminal.js';

const FLAGS: Flags = {
  facts: { value: 'FACTS', about: 'JSON file of facts: {"user":{…},"account":{…},"usage":{…}} (needed)' },
  nudge: { value: 'ID', about: 'only this nudge' },
  events: { value: 'EVENTS', about: 'every past event, for $did: a JSON list or a line each' },
  ledger: {
    value: 'LEDGER',
    about: 'JSON file of what they have seen, for caps and rests: {"NUDGE":{"shown":[…]}}',
  },
  event: { value: 'NAME', about: 'this event happens now', multiple: true },
  at: { value: 'TIME', about: 'ISO 8601, or milliseconds since 1970 (now)' },
  path: { value: 'PATH', about: 'path of the page (/)' },
  user: { value: 'ID', about: 'who is split by experiments (user.id of the facts)' },
  account: { value: 'ID', about: 'the same for accounts (account.id of the facts)' },
};

const instantOf = (input: Input, terminal: Terminal): number => {
  const text = input.value('at');
  if (text === undefined) return terminal.now();
  const at = /^\d+$/.test(text) ? Number(text) : /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  // What lies beyond is no date: https://tc39.es/ecma262/#sec-time-values-and-time-range
  if (Math.abs(at) <= 8.64e15) return at;
  throw new UsageError(`--at ${text} is not a time. Give one like 2026-11-22T09:00:00Z.`);
};

const idsOf = (input: Input, facts: Facts): Ids => {
  const idOf = (unit: 'user' | 'account'): Ids => {
    const id = input.value(unit) ?? (Object(facts[unit]) as { id?: unknown }).id;
    return typeof id === 'string' || typeof id === 'number' ? { [unit]: String(id) } : {};
  };
  return { ...idOf('user'), ...idOf('account') };
};

/** Leaves one nudge, which is decided among all. */
const only = (explained: Explained, id: string | undefined): Explained => {
  if (id === undefined) return explained;
  const nudges = explained.nudges.filter(({ nudge }) => nudge === id);
  if (nudges.length > 0) return { ...explained, nudges };
  const known = explained.nudges.map(({ nudge }) => nudge).join(', ');
  throw new UsageError(`There is no nudge ${id}. The nudges are ${known}.`);
};

export const explain: Command = {
  name: 'rules explain',
  about: 'say what a ruleset file would show to somebody, and why; needs no collector',
  takes: ['FILE'],
  flags: FLAGS,
  examples: [
    'tendril rules explain rules.json --facts facts.json',
    'tendril rules explain rules.json --facts facts.json --nudge seats-usage --path /reports',
    'tendril rules explain rules.json --facts facts.json --events u_42.ndjson --at 2026-11-22T09:00:00Z --json',
  ],
  run: async (input, terminal) => {
    const factsFile = needed(input, 'facts', 'Say of whom: --facts facts.json');
    const now = instantOf(input, terminal);
    const file = String(input.words[0]);
    const checked = await readRulesetFile(file);
    const { ruleset } = checked;
    if (!ruleset) return reportCheck(file, checked);
    const facts = await readFacts(factsFile);
    const events = input.value('events');
    const seen = input.value('ledger');
    const explained = explainRuleset(ruleset, {
      ...{ facts, now, path: input.value('path') ?? '/', ids: idsOf(input, facts) },
      ...(events !== undefined && { past: await readEvents(events) }),
      ...(seen !== undefined && { ledger: await readLedger(seen) }),
      happening: (input.values('event') ?? []).map((name) => ({ name })),
    });
    const told = only(explained, input.value('nudge'));
    return { text: printExplained(told, seen !== undefined), json: told };
  },
};
