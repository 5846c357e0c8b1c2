import type { Cap, Duration, Nudge, NudgeCategory } from '@tendril/protocol';
import { durationMs } from '../ruleset/duration.js';
import { allowsPage } from '../ruleset/page-pattern.js';
import type { ArbiterContext } from './arbiter-context.js';
import type { Candidate, GateName, GateResult } from './decision.js';
import { isShowing, type LedgerEntry } from './ledger.js';

type Answer = Omit<GateResult, 'gate'> | boolean;
type Gate = (candidate: Candidate, context: ArbiterContext) => Answer;
type Showing = { at: number; session: string };

const entryOf = ({ nudge }: Candidate, { ledger }: ArbiterContext): LedgerEntry => ledger[nudge.id] ?? {};
const ms = (duration: Duration | undefined): number => (duration && durationMs(duration)) || 0;

/** Would one more showing break the cap? Passes again when the oldest counted showing leaves the window. */
function underCap({ n, per }: Cap, showings: Showing[], context: ArbiterContext): Answer {
  const window = per === 'session' ? undefined : ms(per);
  const counted = showings.filter(({ at, session }) =>
    window === undefined ? session === context.session : at > context.now - window,
  );
  const values = { shown: counted.length, max: n, per };
  if (counted.length < n) return { pass: true, values };
  const oldest = counted.map(({ at }) => at).sort((a, b) => a - b)[counted.length - n] ?? 0;
  return { pass: false, values, ...(window && { until: oldest + window }) };
}

const failing = (answer: Answer): boolean => !(typeof answer === 'object' ? answer.pass : answer);

function policyCap(category: NudgeCategory | '*', candidate: Candidate, context: ArbiterContext): Answer {
  const { nudge } = candidate;
  if (nudge.how?.exempt?.includes(category === '*' ? 'global' : 'category')) return true;
  const showings = Object.entries(context.ledger).flatMap(([id, { shown = [] }]) =>
    category === '*' || context.categories[id] === category ? shown : [],
  );
  const answers = (context.policy.caps ?? [])
    .filter((cap) => cap.category === category)
    .map((cap) => underCap(cap, showings, context));
  return answers.find(failing) ?? answers[0] ?? true;
}

function rest(since: number | undefined, duration: Duration | undefined, now: number): Answer {
  const until = (since ?? Number.NEGATIVE_INFINITY) + ms(duration);
  return until > now ? { pass: false, until, values: { since } } : true;
}

function schedule({ nudge }: Candidate, { now }: ArbiterContext): Answer {
  const { start, end } = nudge.schedule ?? {};
  const values = { start, end };
  // Written so that an instant which can not be read keeps the gate shut.
  if (start !== undefined && !(Date.parse(start) <= now))
    return { pass: false, values, ...(Date.parse(start) && { until: Date.parse(start) }) };
  return { pass: end === undefined || now < Date.parse(end), values };
}

function episode(candidate: Candidate, context: ArbiterContext): Answer {
  const dismissed = entryOf(candidate, context).dismissed ?? {};
  const rule = candidate.nudge.how?.onDismiss ?? 'episode';
  if (rule === 'never') return { pass: !Object.keys(dismissed).length, values: { dismissed } };
  if (rule !== 'episode')
    return rest(Math.max(0, ...Object.values(dismissed)) || undefined, rule, context.now);
  const at = Object.hasOwn(dismissed, candidate.episode) ? dismissed[candidate.episode] : undefined;
  return { pass: at === undefined, values: { episode: candidate.episode, ...(at && { dismissedAt: at }) } };
}

function gap({ nudge }: Candidate, context: ArbiterContext): Answer {
  if (nudge.how?.exempt?.includes('gap')) return true;
  const others = Object.entries(context.ledger).filter(([id]) => id !== nudge.id);
  const last = others.map(([, { shown = [] }]) => shown.at(-1)?.at ?? 0);
  return rest(Math.max(0, ...last) || undefined, context.policy.gap, context.now);
}

/** Key under which nudges compete for a place. */
export const surfaceKey = ({ where }: Nudge): string => {
  const name =
    where.surface === 'slot'
      ? where.slot
      : where.surface === 'anchor'
        ? (where.anchor ?? where.selector)
        : '';
  return name ? `${where.surface}:${name}` : where.surface;
};

/** Caps and rests bind the start of a showing, not its continuation. */
const unlessContinuing =
  (gate: Gate): Gate =>
  (candidate, context) =>
    isShowing(context.ledger, candidate.nudge.id, context.session, candidate.episode) ||
    gate(candidate, context);

/** The gates, in the order in which they are asked. Surfaces and holdouts follow in `arbitrate`, for they compare nudges. */
export const GATES: readonly (readonly [GateName, Gate])[] = [
  ['paused', ({ nudge: { mode = 'live' } }) => mode === 'live'],
  ['schedule', schedule],
  ['who', ({ who, values }) => ({ pass: who === true, values })],
  ['stage', ({ stage, values }) => ({ pass: !!stage, values })],
  ['trigger', ({ triggered, nudge }) => ({ pass: triggered, values: { on: nudge.when.on } })],
  ['stopped', (candidate, context) => !entryOf(candidate, context).stopped],
  ['never', (candidate, context) => !entryOf(candidate, context).never],
  [
    'snoozed',
    (candidate, context) => {
      const until = entryOf(candidate, context).snoozedUntil ?? 0;
      return until > context.now ? { pass: false, until, values: { until } } : true;
    },
  ],
  ['episode', episode],
  [
    'max',
    unlessContinuing((candidate, context) => {
      const { shown = [] } = entryOf(candidate, context);
      const answers = (candidate.nudge.how?.max ?? []).map((cap) => underCap(cap, shown, context));
      return answers.find(failing) ?? answers[0] ?? true;
    }),
  ],
  [
    'cooldown',
    unlessContinuing((candidate, context) =>
      rest(entryOf(candidate, context).shown?.at(-1)?.at, candidate.nudge.how?.cooldown, context.now),
    ),
  ],
  [
    'category-cap',
    unlessContinuing((candidate, context) => policyCap(candidate.nudge.category, candidate, context)),
  ],
  ['global-cap', unlessContinuing((candidate, context) => policyCap('*', candidate, context))],
  ['gap', unlessContinuing(gap)],
  [
    'page',
    ({ nudge }, { path }) => ({
      pass: allowsPage(nudge.where.pages, path),
      values: { path, ...nudge.where.pages },
    }),
  ],
  [
    'surface-missing',
    ({ nudge }, { hasSurface }) => ({
      pass: hasSurface(nudge.where),
      values: { surface: surfaceKey(nudge) },
    }),
  ],
  [
    'surface-busy',
    ({ nudge }, { busy }) => {
      const holder = busy[surfaceKey(nudge)];
      return { pass: !holder || holder === nudge.id, ...(holder && { values: { holder } }) };
    },
  ],
  ['identity-pending', (_, { identityPending }) => !identityPending],
  [
    'render-error',
    ({ nudge: { id } }, { broken }) =>
      Object.hasOwn(broken, id) ? { pass: false, values: { error: broken[id] } } : true,
  ],
];

/** Asks the gates; in explain mode all of them, else up to the first that fails. */
export function askGates(candidate: Candidate, context: ArbiterContext): GateResult[] {
  const results: GateResult[] = [];
  for (const [gate, ask] of GATES) {
    const answer = ask(candidate, context);
    const result = typeof answer === 'object' ? { gate, ...answer } : { gate, pass: answer };
    results.push(result);
    if (!result.pass && !context.explain) break;
  }
  return results;
}
