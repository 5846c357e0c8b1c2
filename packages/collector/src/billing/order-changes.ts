import type { DatedChange } from './derive-movements.js';

const isLoop = ({ change: { step } }: DatedChange): boolean => step?.from === step?.to;

const leadsTo = (one: DatedChange, other: DatedChange): boolean =>
  one !== other && !isLoop(one) && one.change.step?.to === other.change.step?.from;

/** The one that goes on from `state`; where that is not known, one that no other of them leads to. */
const nextOf = (left: readonly DatedChange[], state: string | undefined): DatedChange | undefined => {
  const fitting = left.filter(({ change }) => change.step?.from === state);
  const firsts = left.filter((one) => !left.some((other) => leadsTo(other, one)));
  const candidates = [fitting, firsts, left].find(({ length }) => length > 0) ?? [];
  // What leaves it as it was goes before what takes it on: the other way round it would not fit any more.
  return candidates.find(isLoop) ?? candidates[0];
};

/** Changes of one subscription and one time as a chain, each beginning where the one before ended. */
const chained = (tied: readonly DatedChange[], before: string | undefined): DatedChange[] => {
  if (tied.length < 2 || tied.some(({ change }) => !change.step)) return [...tied];
  const chain: DatedChange[] = [];
  let left = [...tied];
  for (let state = before; left.length > 0; ) {
    const next = nextOf(left, state) as DatedChange;
    chain.push(next);
    left = left.filter((one) => one !== next);
    state = next.change.step?.to;
  }
  return chain;
};

/**
 * Puts changes, which are in the order of their time, in the order in which they happened. Stripe tells whole seconds and
 * delivers in any order: of two that are of one second, what each says of before tells which was first.
 */
export const orderChanges = (changes: readonly DatedChange[]): DatedChange[] => {
  const groups = new Map<string, DatedChange[]>();
  for (const dated of changes) {
    const key = JSON.stringify([dated.at, dated.change.subscription]);
    groups.set(key, [...(groups.get(key) ?? []), dated]);
  }
  const state = new Map<string, string | undefined>();
  return [...groups.values()].flatMap((tied) => {
    const subscription = tied[0]?.change.subscription ?? '';
    const chain = chained(tied, state.get(subscription));
    state.set(subscription, chain.at(-1)?.change.step?.to);
    return chain;
  });
};
