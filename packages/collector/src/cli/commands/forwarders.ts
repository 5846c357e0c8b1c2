import type { DeliveryCounts, ListedDelivery } from '../../outbox/outbox.port.js';
import { messageOf } from '../../problem.js';
import { type AdminClient, adminClient, REMOTE_ENVIRONMENT, REMOTE_FLAGS } from '../admin-client.js';
import type { Command } from '../command.js';
import { showProgress } from '../progress-bar.js';
import { table } from '../table.js';
import { type Terminal, UsageError } from '../terminal.js';

const PAGE_ROWS = 500;

/** A forwarder as the collector lists it; without `kind` it is in the file no more. */
type ListedForwarder = Omit<DeliveryCounts, 'forwarder'> & { name: string; kind?: string; origin?: string };

const list: Command = {
  name: 'forwarders list',
  about: 'list forwarders with what waits, is dead and was delivered',
  flags: REMOTE_FLAGS,
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril forwarders list', 'tendril forwarders list --json'],
  run: async (input, terminal) => {
    const client = adminClient(input, terminal);
    const { forwarders } = await client.get<{ forwarders: ListedForwarder[] }>('/v1/admin/forwarders');
    const rows = forwarders.map(({ name, kind, origin, waiting, dead, delivered, oldest }) => [
      ...[name, kind ?? 'not in the file', origin ?? ''],
      ...[waiting, dead, delivered].map(String),
      oldest ?? '',
    ]);
    const head = ['NAME', 'KIND', 'TO', 'WAITING', 'DEAD', 'DELIVERED', 'OLDEST THAT WAITS'];
    return { text: table(head, rows) || 'There are none.\n', json: { forwarders } };
  },
};

/** A name that is misspelt would find nothing, and look as if all were well. */
const demandForwarder = async (client: AdminClient, wanted: string): Promise<void> => {
  const { forwarders } = await client.get<{ forwarders: ListedForwarder[] }>('/v1/admin/forwarders');
  const names = forwarders.map(({ name }) => name);
  if (names.includes(wanted)) return;
  const known = names.length > 0 ? `There are ${names.join(', ')}.` : 'There are none at all.';
  throw new UsageError(`There is no forwarder ${wanted}. ${known}`);
};

const readDead = async (client: AdminClient, forwarder: string | undefined): Promise<ListedDelivery[]> => {
  if (forwarder !== undefined) await demandForwarder(client, forwarder);
  const dead: ListedDelivery[] = [];
  const only = forwarder === undefined ? '' : `&forwarder=${encodeURIComponent(forwarder)}`;
  for (let after = 0; ; ) {
    const path = `/v1/admin/deliveries?state=dead&limit=${PAGE_ROWS}&after=${after}${only}`;
    const page = await client.get<{ deliveries: ListedDelivery[]; last: number }>(path);
    if (page.deliveries.length === 0) return dead;
    dead.push(...page.deliveries);
    after = page.last;
  }
};

const dead: Command = {
  name: 'forwarders dead',
  about: 'list deliveries that failed for good, with the last reason',
  takes: ['[NAME]'],
  flags: REMOTE_FLAGS,
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril forwarders dead', 'tendril forwarders dead sales --json'],
  run: async (input, terminal) => {
    const deliveries = await readDead(adminClient(input, terminal), input.words[0]);
    const rows = deliveries.map(({ id, forwarder, about, createdAt, attempts, error }) => [
      ...[id, forwarder, about, createdAt, String(attempts)],
      (error ?? '').split('\n')[0] ?? '',
    ]);
    const head = ['ID', 'FORWARDER', 'ABOUT', 'CREATED', 'ATTEMPTS', 'LAST REASON'];
    return { text: table(head, rows) || 'There are none.\n', json: { deliveries } };
  },
};

const replayOne = async (client: AdminClient, id: string): Promise<void> =>
  void (await client.post(`/v1/admin/deliveries/${encodeURIComponent(id)}/replay`, {}));

/** Tries each; one that another was quicker with does not stop the others. */
const replayAll = async (client: AdminClient, forwarder: string | undefined, terminal: Terminal) => {
  const deliveries = await readDead(client, forwarder);
  const bar = showProgress(terminal, 'replaying');
  const replayed: string[] = [];
  const failed: { id: string; reason: string }[] = [];
  for (const [i, { id }] of deliveries.entries()) {
    await replayOne(client, id).then(
      () => replayed.push(id),
      (error: unknown) => failed.push({ id, reason: messageOf(error) }),
    );
    bar.update(i + 1, deliveries.length);
  }
  bar.end();
  const rest = failed.map(({ id, reason }) => `${id}: ${reason}\n`).join('');
  return {
    text: `${replayed.length} are sent again.\n${rest}`,
    json: { replayed, failed },
    isBad: failed.length > 0,
  };
};

const replay: Command = {
  name: 'forwarders replay',
  about: 'have dead deliveries sent again, under the ids that they had',
  takes: ['[ID]'],
  flags: {
    ...REMOTE_FLAGS,
    all: { about: 'every dead one' },
    forwarder: { value: 'NAME', about: 'with --all: those of one forwarder' },
  },
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril forwarders replay msg_2Kq0c', 'tendril forwarders replay --all --forwarder sales'],
  run: async (input, terminal) => {
    const client = adminClient(input, terminal);
    const [id] = input.words;
    if (input.isSet('all') && id === undefined) return replayAll(client, input.value('forwarder'), terminal);
    if (id === undefined || input.isSet('all')) {
      throw new UsageError('Give one ID, or --all. See: tendril forwarders replay --help');
    }
    if (input.value('forwarder') !== undefined) {
      throw new UsageError('--forwarder goes with --all: the ID names one delivery. Leave one of them out.');
    }
    await replayOne(client, id);
    return { text: `${id} is sent again.\n`, json: { replayed: [id], failed: [] } };
  },
};

export const forwarderCommands: Command[] = [list, dead, replay];
