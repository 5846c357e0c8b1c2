import type { StoredEvent } from '../stored-event.ts';

/** Where an event happened, as far as it says so. */
interface Context {
  page?: { url: string; path: string };
  locale?: string;
}

/** What a stored event says of where it happened: the collector has put together its own and what its request shared. */
export const contextOf = ({ event }: StoredEvent): Context =>
  (event as StoredEvent['event'] & { context?: Context }).context ?? {};
