import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { PendingErasure } from '../../people/eraser.js';
import { type AdminClient, adminClient, REMOTE_ENVIRONMENT, REMOTE_FLAGS } from '../admin-client.js';
import type { Command, Flags, Input } from '../command.js';
import { showProgress } from '../progress-bar.js';
import { type Terminal, UsageError } from '../terminal.js';
import { unwritable } from '../unwritable.js';
import { wrapText } from '../wrap-text.js';

const LOOK_EVERY_MS = 200;

const PERSON: Flags = {
  ...REMOTE_FLAGS,
  user: { value: 'ID', about: 'user id' },
  anonymous: { value: 'ID', about: 'anonymous id, for somebody who was never identified' },
};

const personOf = (input: Input): { userId?: string; anonymousId?: string } => {
  const [userId, anonymousId] = [input.value('user'), input.value('anonymous')];
  if (userId === undefined && anonymousId === undefined) {
    throw new UsageError('Nobody is named. Give --user ID, or --anonymous ID.');
  }
  return { ...(userId !== undefined && { userId }), ...(anonymousId !== undefined && { anonymousId }) };
};

/** All of it is held at once: it is one document. */
const linesOf = async (text: AsyncIterable<string>): Promise<unknown[]> => {
  let whole = '';
  for await (const piece of text) whole += piece;
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
};

const exportData: Command = {
  name: 'people export',
  about: 'write everything that is kept of a person, a JSON line each; with --json one document',
  flags: { ...PERSON, out: { value: 'FILE', about: 'where to (standard output)' } },
  environment: REMOTE_ENVIRONMENT,
  examples: [
    'tendril people export --user u_42 > u_42.ndjson',
    'tendril people export --user u_42 --out u_42.ndjson',
  ],
  run: async (input, terminal) => {
    const text = await adminClient(input, terminal).stream('/v1/admin/people/export', personOf(input));
    const file = input.value('out');
    if (file === undefined && input.isSet('json')) return { text: '', json: { lines: await linesOf(text) } };
    if (file === undefined) {
      for await (const piece of text) terminal.print(piece);
      return undefined;
    }
    await pipeline(text, createWriteStream(file)).catch((error: unknown) => {
      throw unwritable(error, '--out', file);
    });
    return { text: `Written to ${file}.\n`, json: { file } };
  },
};

/** Resolves when the deletion is carried out in the log too. */
const untilDone = async (client: AdminClient, erasure: number, terminal: Terminal): Promise<void> => {
  const bar = showProgress(terminal, 'deleting');
  for (;;) {
    const { applied, pending } = await client.get<{ applied: number; pending: PendingErasure[] }>(
      '/v1/admin/people/erasures',
    );
    const mine = pending.find(({ position }) => position === erasure);
    if (applied >= erasure && !mine) break;
    bar.update(mine?.done ?? 0, 1);
    await wait(LOOK_EVERY_MS);
  }
  bar.update(1, 1);
  bar.end();
};

/** What the operator has to see to: nobody knows here what was exported by hand, or whether an id is misspelt. */
const aboutCopies = (days: string[]): string => {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined) return 'No stored event was of them: see that the id is the right one.\n';
  const own = 'Where the collector exports each day, it has written these anew.';
  const copies = 'Days that were exported by hand still hold them. Write those again:';
  const lines = wrapText(`Events of them were received on ${days.join(', ')}. ${own} ${copies}`, '');
  return `${lines.join('\n')}\n  tendril export --out PLACE --from ${first} --to ${last}\n`;
};

const deleteData: Command = {
  name: 'people delete',
  about: 'delete everything that is kept of a person, in the store and in the log',
  flags: {
    ...PERSON,
    yes: { about: 'really: it can not be undone (needed)' },
    'no-wait': { about: 'do not wait until it is carried out' },
  },
  environment: REMOTE_ENVIRONMENT,
  examples: [
    'tendril people delete --user u_42 --yes',
    'tendril people delete --anonymous 5c1f --yes --no-wait',
  ],
  run: async (input, terminal) => {
    const person = personOf(input);
    if (!input.isSet('yes')) throw new UsageError('It can not be undone. Say so: --yes');
    const client = adminClient(input, terminal);
    const reply = await client.post<{ erasure: number }>('/v1/admin/people/delete', person);
    if (input.isSet('no-wait')) {
      return { text: 'It is being deleted.\n', json: { ...reply, isDone: false } };
    }
    await untilDone(client, reply.erasure, terminal);
    const { days } = await client.get<{ days: string[] }>(`/v1/admin/people/erasures/${reply.erasure}`);
    return { text: `Deleted.\n${aboutCopies(days)}`, json: { ...reply, isDone: true, days } };
  },
};

export const peopleCommands: Command[] = [exportData, deleteData];
