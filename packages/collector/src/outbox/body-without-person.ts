import type { Person } from '../people/person.js';
import { withoutPerson } from '../people/without-person.js';

interface Named {
  userId?: unknown;
  anonymousId?: unknown;
}
/** What bodies of deliveries are: a batch of events, or one thing that happened to `data.userId`. */
interface Body {
  batch?: Named[];
  data?: Named & { event?: Named };
}

const isOf = (person: Person, named: Named | undefined): boolean =>
  named !== undefined && withoutPerson(named, person) !== named;

/**
 * What is left of the body of a delivery when `person` is deleted: the same text when it is about others, nothing when
 * it is about nobody else.
 */
export const bodyWithoutPerson = (text: string, person: Person): string | undefined => {
  const body = JSON.parse(text) as Body;
  if (isOf(person, body.data) || isOf(person, body.data?.event)) return undefined;
  const { batch } = body;
  if (!batch?.some((event) => isOf(person, event))) return text;
  const rest = batch.flatMap((event) => withoutPerson(event, person) ?? []);
  return rest.length === 0 ? undefined : JSON.stringify({ ...body, batch: rest });
};
