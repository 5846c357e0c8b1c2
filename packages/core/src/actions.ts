import type { Json } from '@tendril/protocol';

export interface InviteRequest {
  emails: string[];
  role?: string;
  /** The nudge that asked. */
  nudge: string;
}

export interface InviteResult {
  sent: string[];
  failed?: { email: string; reason: string }[];
  /** A link that lets others join, offered for copying. */
  link?: string;
}

/** An amount in the currency's main unit: 49 is €49. */
export interface Money {
  amount: number;
  /** ISO 4217, such as `EUR`. */
  currency: string;
}

/** What a nudge is about to ask of `upgrade`. */
export interface QuoteRequest {
  /** The plan that the nudge offered. */
  plan?: string;
  /** Seats to buy, where the nudge offers seats. */
  seats?: number;
  nudge: string;
}

/** What a change would cost. Shown before the click, as it is. */
export interface Quote {
  /** Price of a period, now and after the change. */
  now: Money;
  after: Money;
  /** The period of both. Default `month`. */
  per?: 'month' | 'year';
  /** Due at once for the rest of the current period; negative is a credit. */
  proration?: Money;
  seats?: { now: number; after: number };
  /** Epoch milliseconds; after it the price is asked for again before anything is bought. */
  validUntil?: number;
}

export interface UpgradeRequest extends QuoteRequest {
  /** What the person was shown. Absent without `actions.quote`. */
  quote?: Quote;
  /**
   * Nobody clicked: the rule's stage adjusts the plan by itself (`limit: { then: 'adjust' }`), because the fact that it
   * names says that the customer agreed. `agreed` is that fact, and the most that may be done.
   */
  automatic?: true;
  agreed?: Json;
  /** The same for the same adjustment, whichever tab or device asks: do it once. */
  idempotencyKey?: string;
}

/** What changed: said at once as `group` and `usage` calls, so that the page, the other tabs and the collector know. */
export interface UpgradeResult {
  plan?: string;
  entitlements?: string[];
  usage?: { [meter: string]: { used: number; limit?: number } };
  /** Not done yet: the entitlement comes when the payment does. */
  pending?: true;
}

/** The host's side of what a nudge can do. A rejection is shown to the person as its message. */
export interface Actions {
  invite?: (request: InviteRequest) => Promise<InviteResult> | InviteResult;
  /** A link that lets others join with this role; the invite prompt offers to copy it. */
  inviteLink?: (request: { role?: string; nudge: string }) => Promise<string> | string;
  /** With it, nobody can press an upgrade button before its price is shown. */
  quote?: (request: QuoteRequest) => Promise<Quote> | Quote;
  upgrade?: (request: UpgradeRequest) => Promise<UpgradeResult | undefined> | UpgradeResult | undefined;
  /** Opens a link of a nudge, as a router would. Default: follows it. */
  openUrl?: (url: string) => void;
}
