import type { JsonObject } from '@tendril/protocol';

/** What is known of the person and the account, by root: conditions read it by path. */
export type KnownFacts = {
  user: JsonObject;
  account: JsonObject;
  usage: { [meter: string]: { used: number; limit?: number } };
  /** Absent until somebody has said what is unlocked. */
  entitlement?: { [name: string]: true };
  /** From the collector alone. */
  trend?: JsonObject;
  score?: JsonObject;
  segment?: JsonObject;
  /**
   * What the page said and the collector is not known to hold: by `root.name`, or `entitlement`, the messageId of the event.
   * Kept where there is a token.
   */
  said?: { [what: string]: string };
  /** Whom all this was said of: empty for nobody, absent where that was not said. */
  of?: { user?: string; account?: string };
};
