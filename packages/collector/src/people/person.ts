/** A person by all the names that events carry of them. */
export interface Person {
  userIds: string[];
  anonymousIds: string[];
}
