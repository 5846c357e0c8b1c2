import type { Json } from '@tendril/protocol';
import type { NewMembershipChange } from '../facts/membership-changes.port.js';
import type { Subject } from '../facts/subject.js';
import type { Person } from '../people/person.js';

/**
 * What the operator's side tells the store. Controls go through the log like events, so that every consumer acts on
 * them at the same place, and a store that is built again comes out the same.
 */
export type Control =
  /** A dead letter was dealt with. `id` is that of the dead letter. */
  | { do: 'settle'; id: string; as: 'replayed' | 'dropped' }
  /** Everything of this person that came before goes. */
  | { do: 'forget'; person: Person }
  /** An earlier `forget` that was carried out: what is left of its record. */
  | { do: 'forgotten' }
  /** Somebody came into a segment or out of it, or reached a stage or fell back from it. */
  | ({ do: 'membership' } & NewMembershipChange)
  /** Tells the pages of a subject, by the stream, that something happened. `at` is ISO 8601. */
  | { do: 'trigger'; subject: Subject; name: string; data?: Json; at: string };
