import { randomBytes } from 'node:crypto';
import type { ControlStore } from './control-store.port.js';
import { openControlDatabase } from './open-control-database.js';
import { createSqliteKeyStore } from './sqlite-key-store.js';
import { createSqliteRulesetHistory } from './sqlite-ruleset-history.js';

/** The embedded control store, in `file`, which is created where it is missing. More than one process may open it. */
export const openSqliteControlStore = async (file: string): Promise<ControlStore> => {
  const db = openControlDatabase(file);
  const addSecret = db.prepare('INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)');
  const secret = db.prepare('SELECT value FROM secrets WHERE name = ?');
  return {
    keys: createSqliteKeyStore(db),
    rulesets: createSqliteRulesetHistory(db),
    secret: async (name) => {
      addSecret.run(name, randomBytes(32).toString('base64url'));
      return String(secret.get(name)?.value);
    },
    close: async () => db.close(),
  };
};
