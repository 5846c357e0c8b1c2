/** True, false, or unknown. A nudge shows only on true. */
export type Truth = boolean | undefined;

/**
 * A compiled condition or operator: a value (or the facts as a whole) in, truth out. `now` is epoch milliseconds.
 * `facts` are those that `$ref` reads, for tests of one value; a test of all facts needs none.
 */
export type Test = (value: unknown, now: number, facts?: unknown) => Truth;

/** The truth that ends a conjunction wins over unknown, and unknown over its opposite. */
const combine =
  (tests: readonly Test[], ends: boolean): Test =>
  (value, now, facts) => {
    let truth: Truth = !ends;
    for (const test of tests) {
      const one = test(value, now, facts);
      if (one === ends) return ends;
      if (one === undefined) truth = one;
    }
    return truth;
  };

/** Kleene AND: false wins over unknown, unknown over true. No tests: true. */
export const all = (tests: readonly Test[]): Test =>
  tests.length === 1 ? (tests[0] as Test) : combine(tests, false);

/** Kleene OR: true wins over unknown, unknown over false. No tests: true, as in GrowthBook. */
export const any = (tests: readonly Test[]): Test => combine(tests, tests.length > 0);

/** Kleene NOT: unknown stays unknown, so that a broken fact never shows a nudge through a negation. */
export const not =
  (test: Test): Test =>
  (value, now, facts) => {
    const truth = test(value, now, facts);
    return truth === undefined ? truth : !truth;
  };

/** Unknown where a test can not say: it throws on a date that is none, say. */
export const attempt =
  (test: Test): Test =>
  (value, now, facts) => {
    try {
      return test(value, now, facts);
    } catch {
      return undefined;
    }
  };
