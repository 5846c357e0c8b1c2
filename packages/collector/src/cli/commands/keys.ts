import { existsSync } from 'node:fs';
import type { ControlStore } from '../../control/control-store.port.js';
import { toIsoTime } from '../../ingest/iso-time.js';
import { SCOPES, type Scope, type StoredKey } from '../../keys/key-store.port.js';
import { makeKey } from '../../keys/make-key.js';
import { openControlStore } from '../../open-storage.js';
import type { Command, Input } from '../command.js';
import { needed } from '../parse-flags.js';
import { placesOf, STORE_ENVIRONMENT, STORE_FLAGS } from '../place-flags.js';
import { table } from '../table.js';
import { CommandError, type Terminal, UsageError } from '../terminal.js';

/** Opens the keys of a data directory or a database: whoever may write there may make keys. */
const withKeys = async <Result>(
  input: Input,
  env: Terminal['env'],
  work: (keys: ControlStore['keys']) => Promise<Result>,
): Promise<Result> => {
  const places = placesOf(input, env);
  if (places.store === undefined && !existsSync(places.data)) {
    const message = `There is no directory ${places.data}.`;
    const cure = 'Start the collector once, or name its directory: --data DIR';
    throw new CommandError([{ code: 'path', path: '--data', message, cure }]);
  }
  const control = await openControlStore(places);
  try {
    return await work(control.keys);
  } finally {
    await control.close();
  }
};

const scopesOf = (input: Input): Scope[] => {
  const scopes = input.values('scope') ?? [];
  const unknown = scopes.find((scope) => !SCOPES.includes(scope as Scope));
  if (unknown === undefined && scopes.length > 0) return [...new Set(scopes)] as Scope[];
  const what = unknown === undefined ? '--scope is missing.' : `There is no scope ${unknown}.`;
  throw new UsageError(`${what} Give one or more of ${SCOPES.join(', ')}.`);
};

/** Never with the hash: it opens nothing, and is of no use to anybody. */
const shown = ({ hash: _hash, ...key }: StoredKey) => key;

const create: Command = {
  name: 'keys create',
  about: 'make a secret key, and show it once',
  flags: {
    ...STORE_FLAGS,
    name: { value: 'NAME', about: 'who or what uses it; the author of what is done with it (needed)' },
    scope: { value: 'SCOPE', about: `${SCOPES.join(', ')} (needed)`, multiple: true },
  },
  environment: STORE_ENVIRONMENT,
  examples: [
    'tendril keys create --name grafana --scope read',
    'tendril keys create --name ci --scope rules --scope read --data /var/lib/tendril',
  ],
  run: async (input, terminal) => {
    const name = needed(input, 'name', 'Say who uses the key: --name ci');
    const { key, stored } = makeKey(name, scopesOf(input), terminal.now());
    await withKeys(input, terminal.env, (keys) => keys.create(stored));
    const text = `${key}\nKeep it: it is not shown again. Id ${stored.id}, scopes ${stored.scopes.join(', ')}.\n`;
    return { text, json: { key, ...shown(stored) } };
  },
};

const list: Command = {
  name: 'keys list',
  about: 'list secret keys, without the keys themselves',
  flags: STORE_FLAGS,
  environment: STORE_ENVIRONMENT,
  examples: ['tendril keys list', 'tendril keys list --json'],
  run: async (input, { env }) => {
    const keys = await withKeys(input, env, (store) => store.list());
    const rows = keys.map(({ id, name, scopes, createdAt, revokedAt = '' }) => [
      ...[id, name, scopes.join(' '), createdAt, revokedAt],
    ]);
    const text = table(['ID', 'NAME', 'SCOPES', 'CREATED', 'REVOKED'], rows) || 'There are no keys.\n';
    return { text, json: { keys: keys.map(shown) } };
  },
};

const revoke: Command = {
  name: 'keys revoke',
  about: 'take a secret key out of force, at once',
  takes: ['ID'],
  flags: STORE_FLAGS,
  environment: STORE_ENVIRONMENT,
  examples: ['tendril keys revoke 3f9a0c1b22de'],
  run: async (input, terminal) => {
    const id = String(input.words[0]);
    const isRevoked = await withKeys(input, terminal.env, (keys) =>
      keys.revoke(id, toIsoTime(terminal.now())),
    );
    if (!isRevoked) {
      const message = `There is no key ${id} in force.`;
      throw new CommandError([
        { code: 'not-found', path: 'ID', message, cure: 'List them: tendril keys list' },
      ]);
    }
    return { text: `The key ${id} is revoked.\n`, json: { revoked: id } };
  },
};

export const keyCommands: Command[] = [create, list, revoke];
