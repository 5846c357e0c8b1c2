/** True, false, or unknown. A nudge shows only on true. */
export type Truth = boolean | undefined;

/** A compiled condition or operator: a value (or the facts as a whole) in, truth out. `now` is epoch milliseconds. */
export type Test = (value: unknown, now: number) => Truth;

/** Kleene AND: false wins over unknown, unknown over true. No tests: true. */
export const all =
  (tests: Test[]): Test =>
  (value, now) => {
    let truth: Truth = true;
    for (const test of tests) {
      const one = test(value, now);
      if (one === false) return false;
      if (one === undefined) truth = undefined;
    }
    return truth;
  };

/** Kleene NOT: unknown stays unknown, so that a broken fact never shows a nudge through a negation. */
export const not =
  (test: Test): Test =>
  (value, now) => {
    const truth = test(value, now);
    return truth === undefined ? undefined : !truth;
  };

/** Kleene OR, by De Morgan. No tests: true, as in GrowthBook. */
export const any = (tests: Test[]): Test => (tests.length ? not(all(tests.map(not))) : () => true);
