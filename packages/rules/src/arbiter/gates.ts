import type { Cap, Duration, HowOften, LedgerEntry, Showing } from '@tendril/protocol';
import { durationMs } from '../ruleset/duration.js';
import { allowsPage } from '../ruleset/page-pattern.js';
import type { ArbiterContext, SurfaceTrouble } from './arbiter-context.js';
import { assignArm, isHeldOut } from './assign-arm.js';
import type { Candidate, GateAnswer, GateName, GateResult } from './decision.js';
import { isShowing } from './ledger.js';
import { surfaceOf } from './surface-key.js';

/** What the gates look at. */
interface Scene extends ArbiterContext, Candidate {
  how: HowOften;
  /** What the person has seen of this nudge. */
  entry: LedgerEntry;
  /** The nudge that has won the surface, among those that come first. */
  winner: string | undefined;
}

type Answer = GateAnswer;
type Gate = (scene: Scene) => Answer;

const failing = (answer: Answer): boolean => !(typeof answer === 'object' ? answer.pass : answer);

/** Shut until an instant; open where that has passed, or never was. */
const shutUntil = (until: number, now: number): Answer => until <= now || { pass: false, until };

/** Shut for a while after the last of some instants; open where there is none. */
const rest = (instants: number[], duration: Duration | undefined, now: number): Answer =>
  shutUntil(Math.max(...instants) + (durationMs(duration ?? '') ?? 0), now);

/** Would one more showing break a cap? Opens again when the oldest counted showing leaves the window. */
function underCaps(caps: readonly Cap[] | undefined, showings: Showing[], { session, now }: Scene): Answer {
  const answers = (caps ?? []).map(({ n, per }) => {
    const window = per === 'session' ? undefined : (durationMs(per) ?? 0);
    const counted = showings
      .filter((one) => (window === undefined ? one.session === session : one.at > now - window))
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    const values = { shown: counted.length, max: n, per };
    const oldest = counted[counted.length - n];
    return { pass: oldest === undefined, values, ...(oldest && window && { until: oldest + window }) };
  });
  return answers.find(failing) ?? answers[0] ?? true;
}

/** The policy's caps for one category, or for all nudges together. */
function underPolicy(category: string, scene: Scene): Answer {
  const showings = Object.entries(scene.ledger).flatMap(([id, { shown = [] }]) =>
    category === '*' || scene.categories[id] === category ? shown : [],
  );
  return underCaps(
    scene.policy.caps?.filter((cap) => cap.category === category),
    showings,
    scene,
  );
}

function schedule({ nudge, now }: Scene): Answer {
  const { start, end } = nudge.schedule ?? {};
  const starts = Date.parse(start ?? '');
  // Written so that an instant which can not be read keeps the gate shut.
  if (start !== undefined && !(starts <= now)) return starts ? shutUntil(starts, now) : false;
  return end === undefined || now < Date.parse(end);
}

function episodeOpen({
  how: { onDismiss = 'episode' },
  entry: { dismissed = {} },
  episode,
  now,
}: Scene): Answer {
  const instants = Object.values(dismissed);
  if (onDismiss === 'never') return !instants.length;
  if (onDismiss !== 'episode') return rest(instants, onDismiss, now);
  return { pass: !Object.hasOwn(dismissed, episode), values: { episode } };
}

function gap({ nudge, ledger, policy, now }: Scene): Answer {
  const others = Object.entries(ledger).filter(([id]) => id !== nudge.id);
  const last = others.flatMap(([, { shown = [] }]) => shown.slice(-1).map(({ at }) => at));
  return rest(last, policy.gap, now);
}

function unoccupied(scene: Scene): Answer {
  const { nudge, busy } = scene;
  const holder = busy[surfaceOf(nudge, scene)];
  return !holder || holder === nudge.id || { pass: false, values: { holder } };
}

/** A dialog that was asked for opens on top of the host's. */
const besideModal = ({ nudge, triggered, hostModal }: Scene): Answer =>
  (triggered?.asked && nudge.where.surface === 'center') || !hostModal?.(nudge);

/** A control arm, or the holdout of all nudges. */
function heldOut({ nudge, policy, ids }: Scene): Answer {
  const arm = assignArm(nudge.test, ids);
  return { pass: arm?.show !== false && !isHeldOut(policy.holdout ?? 0, ids), values: { arm: arm?.id } };
}

const onSurface = (trouble: SurfaceTrouble): readonly [GateName, Gate] => [
  `surface-${trouble}`,
  ({ nudge: { where }, triggered, surfaceTrouble }) => ({
    pass: surfaceTrouble(where, triggered?.at) !== trouble,
    values: { where },
  }),
];

const delayed: Gate = ({ triggered, nudge, now }) =>
  !triggered || rest([triggered.at], nudge.when.delay, now);

function fresh({ triggered, nudge: { when }, now }: Scene): Answer {
  const lasts = durationMs(when.ttl ?? '') ?? Infinity;
  return !triggered || now < triggered.at + lasts;
}

/** Politeness is for what comes by itself. */
const unlessAsked =
  (gate: Gate): Gate =>
  (scene) =>
    scene.triggered?.asked || gate(scene);

/** Caps and rests bind the start of a showing, not its continuation. */
const atStart =
  (gate: Gate): Gate =>
  (scene) =>
    isShowing(scene.ledger, scene.nudge.id, scene.session, scene.episode) || gate(scene);

const politeStart = (gate: Gate): Gate => unlessAsked(atStart(gate));

/** Policy that the nudge may be exempt from. */
const unlessExempt = (from: 'global' | 'category' | 'gap', gate: Gate): Gate =>
  politeStart((scene) => scene.how.exempt?.includes(from) || gate(scene));

/** The gates, in the order in which they are asked and named. */
export const GATES: readonly (readonly [GateName, Gate])[] = [
  ['paused', ({ nudge: { mode = 'live' } }) => mode === 'live'],
  ['schedule', schedule],
  ['who', ({ who, values }) => ({ pass: who === true, values: values() })],
  ['stage', ({ stage, values }) => ({ pass: !!stage, values: values() })],
  ['trigger', ({ triggered, nudge }) => ({ pass: !!triggered, values: { ...nudge.when } })],
  ['delay', delayed],
  ['stale', atStart(fresh)],
  ['holdout', heldOut],
  ['stopped', ({ entry }) => !entry.stopped],
  ['never', unlessAsked(({ entry }) => !entry.never)],
  ['snoozed', unlessAsked(({ entry, now }) => shutUntil(entry.snoozedUntil ?? 0, now))],
  ['episode', unlessAsked(episodeOpen)],
  ['max', politeStart((scene) => underCaps(scene.how.max, scene.entry.shown ?? [], scene))],
  [
    'cooldown',
    politeStart(({ entry, how, now }) =>
      rest(
        (entry.shown ?? []).slice(-1).map(({ at }) => at),
        how.cooldown,
        now,
      ),
    ),
  ],
  ['category-cap', unlessExempt('category', (scene) => underPolicy(scene.nudge.category, scene))],
  ['global-cap', unlessExempt('global', (scene) => underPolicy('*', scene))],
  ['gap', unlessExempt('gap', gap)],
  [
    'page',
    ({ nudge: { where }, path }) => ({
      pass: allowsPage(where.pages, path),
      values: { path, ...where.pages },
    }),
  ],
  ['surface-busy', unoccupied],
  ['lower-priority', ({ winner }) => ({ pass: !winner, values: { winner } })],
  ['host-modal', besideModal],
  ['identity-pending', ({ identityPending }) => !identityPending],
  ['hidden-tab', atStart(({ hiddenTab }) => !hiddenTab)],
  onSurface('missing'),
  onSurface('late'),
  onSurface('hidden'),
  onSurface('ambiguous'),
  [
    'render-error',
    ({ nudge: { id }, broken }) =>
      !Object.hasOwn(broken, id) || { pass: false, values: { error: broken[id] } },
  ],
];

/**
 * A holdout and a delay do not end the asking: whether the nudge would have shown is what the comparison with the others
 * rests on, and what a place is claimed for.
 */
export const isPassable = (gate: GateName): boolean => gate === 'holdout' || gate === 'delay';

/** Asks the gates; in explain mode all of them, else up to the first that ends it. */
export function askGates(
  candidate: Candidate,
  context: ArbiterContext,
  winner: string | undefined,
): GateResult[] {
  const { how = {}, id } = candidate.nudge;
  const scene: Scene = { ...context, ...candidate, how, entry: context.ledger[id] ?? {}, winner };
  const results: GateResult[] = [];
  for (const [gate, ask] of [...GATES, ...(context.more ?? [])]) {
    const answer = ask(scene);
    const result = typeof answer === 'object' ? { gate, ...answer } : { gate, pass: answer };
    results.push(result);
    if (!result.pass && !isPassable(gate) && !context.explain) break;
  }
  return results;
}
