/** Reads the value of a name such as `usage.seats.used`. */
export type Lookup = (name: string) => unknown;

/** Whose words, and when. */
export interface Filling {
  locale: string;
  /** Epoch milliseconds: `relative` and `days-ahead` count from here. */
  now: number;
  /** Values go into an address. */
  encode?: boolean;
}

/** Fills a template in. Throws a MissingFact where a value is missing, and a SyntaxError on a broken template. */
export type FillTemplate = (template: string, lookup: Lookup, filling: Filling) => string;
