/** Servers that hold the same database, of which one takes writes at a time. */
export interface Hosts {
  count: number;
  /** Address of the one that took writes last, or is to be asked next. */
  url(): string;
  /** The one at `url` is away or takes no writes: another one is next, unless it was given up already. */
  giveUp(url: string): void;
}

export const createHosts = (urls: readonly string[]): Hosts => {
  let current = 0;
  const url = (): string => urls[current] ?? '';
  return {
    count: urls.length,
    url,
    giveUp: (given) => {
      // Many connections break at once when a server dies; together they go one further.
      if (given === url()) current = (current + 1) % urls.length;
    },
  };
};
