import type { Row } from './ports.js';

/** JSON has no raw line ends, so they can part its documents; with the comma, a row's events are a list's inside. */
export const BETWEEN = ',\n';

const ID_AT = '{"messageId":"'.length;
/** An event begins with its messageId. */
export const messageIdOf = (event: string): string => event.slice(ID_AT, event.indexOf('"', ID_AT));

/** The shared context, and the inside of the list of events. */
export function splitRow({ body }: Row): [context: string, events: string] {
  const end = body.indexOf('\n');
  return [body.slice(0, end), body.slice(end + 1)];
}

export const eventsOf = (row: Row): string[] => splitRow(row)[1].split(BETWEEN);

/** The messageIds of the events in some rows, in their order. */
export const messageIds = (rows: readonly Row[]): string[] =>
  rows.flatMap((row) => eventsOf(row).map(messageIdOf));
