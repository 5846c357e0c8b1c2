import type { KeyStore } from '../keys/key-store.port.js';
import type { RulesetHistory } from '../rules/ruleset-history.port.js';

/** What the operator set up. Unlike the store it is in no log: it can not be built again. */
export interface ControlStore {
  keys: KeyStore;
  rulesets: RulesetHistory;
  /** A random text that stays the same for all collectors on this store. Made when it is first asked for. */
  secret(name: string): Promise<string>;
  close(): Promise<void>;
}
