/**
 * How far a client of the stream is: the id of the last change of the ruleset, the `seq` of the last notice, and the
 * position of the facts that it was told of. It travels as the id of each message, and comes back in `Last-Event-ID`.
 */
export interface StreamPlace {
  ruleset: number;
  notice: number;
  facts: number;
}

export const placeToId = ({ ruleset, notice, facts }: StreamPlace): string => `${ruleset}.${notice}.${facts}`;

const toCount = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
};

/** The place of a `Last-Event-ID`; undefined where there is none. What can not be read is the beginning. */
export const placeOfId = (id: string | undefined): StreamPlace | undefined => {
  if (id === undefined || id === '') return undefined;
  const [ruleset, notice, facts] = id.split('.');
  return { ruleset: toCount(ruleset), notice: toCount(notice), facts: toCount(facts) };
};
