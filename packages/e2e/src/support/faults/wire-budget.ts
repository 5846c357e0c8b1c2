/** How often one event may cross the wire again after it had gone through, and why that can not be helped. */
interface Budget {
  perEvent: number;
  why: string;
}

const NOBODY_HEARS = 'nobody hears whether it arrived: whoever finds the rows next sends them once more';

/**
 * The wire budget of the whole suite. A scenario that is not here has none to spend: each of its events crosses the wire
 * once after the collector could take it. The collector counts an event once whatever the wire carries.
 */
export const WIRE_BUDGET = {
  'answer lost': { perEvent: 1, why: 'the page can not know that its request went through' },
  'killed while it sends': { perEvent: 1, why: 'a kill between the answer and the removal of its rows' },
  'page left': { perEvent: 1, why: `a request or a beacon carries it away, and ${NOBODY_HEARS}` },
  'page left without a request under way': { perEvent: 1, why: NOBODY_HEARS },
  'page hidden without a request under way': { perEvent: 1, why: NOBODY_HEARS },
} as const satisfies { [scenario: string]: Budget };

export type Scenario = keyof typeof WIRE_BUDGET;

/** What of a test falls under a scenario of the table. */
export interface Spending {
  scenario: Scenario;
  /** How many events it happens to; all of the test's when not given. */
  events?: number;
}

/** Most events that may cross the wire again: of `all` events when the spending names no number. */
export const mostAgain = (all: number, spending?: Spending): number =>
  spending ? WIRE_BUDGET[spending.scenario].perEvent * (spending.events ?? all) : 0;
