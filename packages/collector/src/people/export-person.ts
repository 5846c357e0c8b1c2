import type { JsonObject, Ledger } from '@tendril/protocol';
import type { MembershipChange } from '../facts/membership-changes.port.js';
import { readFacts } from '../facts/read-facts.js';
import type { Store, StoredDeadLetter, StoredEvent } from '../store/store.port.js';
import type { Person } from './person.js';
import { withoutPerson } from './without-person.js';

const STEP_ROWS = 500;

/** One line of an export. */
export type ExportLine =
  | { kind: 'person'; names: Person; exportedAt: string }
  | { kind: 'facts'; userId: string; facts: JsonObject }
  | { kind: 'ledger'; userId: string; ledger: Ledger }
  | { kind: 'membership'; change: MembershipChange }
  | { kind: 'event'; event: StoredEvent['event'] }
  | { kind: 'dead-letter'; deadLetter: StoredDeadLetter };

const isTheirs = (value: unknown, person: Person): boolean =>
  typeof value === 'object' && value !== null && withoutPerson(value, person) !== value;

async function* rows<Row extends { seq: number }>(
  read: (after: number) => Promise<Row[]>,
): AsyncGenerator<Row> {
  for (let after = 0; ; ) {
    const page = await read(after);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

/** Everything that is kept of a person, line by line. `now` is in milliseconds since 1970. */
export async function* exportPerson(store: Store, person: Person, now: number): AsyncGenerator<ExportLine> {
  yield { kind: 'person', names: person, exportedAt: new Date(now).toISOString() };
  for (const userId of person.userIds) {
    const facts = await readFacts(store, { user: userId }, now);
    yield { kind: 'facts', userId, facts: facts as unknown as JsonObject };
    const { own: ledger } = await store.ledger({ user: userId });
    if (Object.keys(ledger).length > 0) yield { kind: 'ledger', userId, ledger };
  }
  for await (const change of rows((after) => store.membershipChanges.after(after, STEP_ROWS))) {
    const { user } = change.viewer;
    if (user !== undefined && person.userIds.includes(user)) yield { kind: 'membership', change };
  }
  for await (const { event } of rows((after) => store.events(after, STEP_ROWS))) {
    if (isTheirs(event, person)) yield { kind: 'event', event };
  }
  for await (const deadLetter of rows((after) => store.deadLetters(after, STEP_ROWS))) {
    if (isTheirs(deadLetter.event, person)) yield { kind: 'dead-letter', deadLetter };
  }
}
