/** A text names a fact that is not there, or is of no use there: the nudge is not shown rather than with a hole in it. */
export class MissingFact extends Error {
  readonly fact: string;

  constructor(fact: string) {
    super(`${fact} is not known`);
    this.fact = fact;
  }
}
