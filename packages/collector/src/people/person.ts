/** A person by all the names that events carry of them. */
export interface Person {
  userIds: string[];
  /** Of browsers that they used, maybe not alone. */
  anonymousIds: string[];
}

/** A person with what else was found of them, each name once. An earlier id may be that of a browser, and so is both. */
export const joinedPerson = (userIds: readonly string[], anonymousIds: readonly string[]): Person => ({
  userIds: [...userIds],
  anonymousIds: [...new Set(anonymousIds)],
});
