/** What has made a nudge a candidate. */
export interface Triggered {
  /** Epoch milliseconds. */
  at: number;
  /** The person asked for it, by a gate that was refused, or the page did, by its id. */
  asked: boolean;
}
