import { readFile } from 'node:fs/promises';
import type { Json } from '@tendril/protocol';
import { messageOf } from '../../problem.js';
import { DEAD_LETTER_STATES, type StoredDeadLetter } from '../../store/store.port.js';
import { type AdminClient, adminClient, REMOTE_ENVIRONMENT, REMOTE_FLAGS } from '../admin-client.js';
import type { Command, Input } from '../command.js';
import { showProgress } from '../progress-bar.js';
import { table } from '../table.js';
import { CommandError, type Terminal, UsageError } from '../terminal.js';

const PATH = '/v1/admin/dead-letters';
const PAGE_ROWS = 500;

const pathOf = (id: string, what = ''): string => `${PATH}/${encodeURIComponent(id)}${what}`;

const readAll = async (client: AdminClient, state: string): Promise<StoredDeadLetter[]> => {
  const letters: StoredDeadLetter[] = [];
  for (let after = 0; ; ) {
    const query = `?state=${encodeURIComponent(state)}&limit=${PAGE_ROWS}&after=${after}`;
    const page = await client.get<{ deadLetters: StoredDeadLetter[]; last: number }>(PATH + query);
    if (page.deadLetters.length === 0) return letters;
    letters.push(...page.deadLetters);
    after = page.last;
  }
};

const list: Command = {
  name: 'dead-letter list',
  about: 'list events that were refused, with the reason',
  flags: { ...REMOTE_FLAGS, state: { value: 'S', about: `${DEAD_LETTER_STATES.join(', ')} or any (open)` } },
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril dead-letter list', 'tendril dead-letter list --state any --json'],
  run: async (input, terminal) => {
    const deadLetters = await readAll(adminClient(input, terminal), input.value('state') ?? 'open');
    const rows = deadLetters.map(({ id, state, receivedAt, reason }) => [id, state, receivedAt, reason]);
    const text = table(['ID', 'STATE', 'RECEIVED', 'REASON'], rows) || 'There are none.\n';
    return { text, json: { deadLetters } };
  },
};

const show: Command = {
  name: 'dead-letter show',
  about: 'show one refused event whole',
  takes: ['ID'],
  flags: REMOTE_FLAGS,
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril dead-letter show 037cbc71-e7da-429c-a733-736482b52472.3'],
  run: async (input, terminal) => {
    const letter = await adminClient(input, terminal).get<StoredDeadLetter>(pathOf(String(input.words[0])));
    return { text: `${JSON.stringify(letter, null, 2)}\n`, json: letter };
  },
};

const eventOf = async (file: string | undefined): Promise<{ event?: Json }> => {
  if (file === undefined) return {};
  try {
    return { event: JSON.parse(await readFile(file, 'utf8')) as Json };
  } catch (error) {
    const message = `${file} can not be read: ${messageOf(error)}.`;
    throw new CommandError([
      { code: 'json', path: '--event', message, cure: 'Name a file with one event, JSON.' },
    ]);
  }
};

/** Tries each; one that is still bad does not stop the others. */
const replayAll = async (client: AdminClient, terminal: Terminal) => {
  const letters = await readAll(client, 'open');
  const bar = showProgress(terminal, 'replaying');
  const replayed: string[] = [];
  const failed: { id: string; reason: string }[] = [];
  for (const [i, { id }] of letters.entries()) {
    await client.post(pathOf(id, '/replay'), {}).then(
      () => replayed.push(id),
      (error: unknown) => failed.push({ id, reason: messageOf(error) }),
    );
    bar.update(i + 1, letters.length);
  }
  bar.end();
  const rest = failed.map(({ id, reason }) => `${id}: ${reason}\n`).join('');
  return {
    text: `${replayed.length} were taken in, ${failed.length} are still bad.\n${rest}`,
    json: { replayed, failed },
    isBad: failed.length > 0,
  };
};

const demandOne = (input: Input): string => {
  const [id] = input.words;
  if (id !== undefined && !input.isSet('all')) return id;
  throw new UsageError('Give one ID, or --all. See: tendril dead-letter replay --help');
};

const replay: Command = {
  name: 'dead-letter replay',
  about: 'take refused events in after all, mended or as they are',
  takes: ['[ID]'],
  flags: {
    ...REMOTE_FLAGS,
    event: { value: 'FILE', about: 'the mended event, JSON (the event as it came)' },
    all: { about: 'every open one, as it came: for when the rules for events have changed' },
  },
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril dead-letter replay 037cbc71.3 --event mended.json', 'tendril dead-letter replay --all'],
  run: async (input, terminal) => {
    const client = adminClient(input, terminal);
    if (input.isSet('all') && input.words.length === 0) {
      if (input.value('event') === undefined) return replayAll(client, terminal);
      throw new UsageError('--event mends one event. Give its ID, and leave --all out.');
    }
    const id = demandOne(input);
    const body = await eventOf(input.value('event'));
    const reply = await client.post<{ messageId: string }>(pathOf(id, '/replay'), body);
    return { text: `Taken in as ${reply.messageId}.\n`, json: reply };
  },
};

const drop: Command = {
  name: 'dead-letter drop',
  about: 'put a refused event aside for good',
  takes: ['ID'],
  flags: REMOTE_FLAGS,
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril dead-letter drop 037cbc71-e7da-429c-a733-736482b52472.3'],
  run: async (input, terminal) => {
    const id = String(input.words[0]);
    const reply = await adminClient(input, terminal).post(pathOf(id, '/drop'), {});
    return { text: `${id} was dropped.\n`, json: reply };
  },
};

export const deadLetterCommands: Command[] = [list, show, replay, drop];
