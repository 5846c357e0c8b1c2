import type { Explanation, HeardEvent, NudgeLink } from '@tendril/core';
import { GATE_EVENT, REQUEST_EVENT, type Ruleset } from '@tendril/protocol';
import {
  type ArbiterContext,
  arbitrate,
  type Candidate,
  type Decision,
  type Facts,
  isShowing,
  type LedgerRecord,
} from '@tendril/rules';
import { explainAbsence, explainDecision } from './explain-decision.js';
import { idsOf } from './ids-of.js';
import { keepLedger, type LedgerKeeper } from './ledger-keeper.js';
import { loadRules, type Rules } from './load-rules.js';
import { createSurfaces, type Surfaces } from './page/surfaces.js';
import { createSurfaceBoard, listenerOf } from './surface-board.js';
import { missingFact } from './text/speak.js';

/** Facts and triggers settle for this long before the choice, so that late ones compete too. */
const SETTLE_MS = 50;
/** The longest delay that a browser's timer holds. */
const MAX_TIMER_MS = 2 ** 31 - 1;
const NEVER = Number.POSITIVE_INFINITY;

function factsOf(link: NudgeLink, root: Element): Facts {
  const { location, title } = root.ownerDocument;
  const page = { path: location.pathname, url: location.href, title };
  return { ...link.facts.facts.get(), page, session: { id: link.session() } };
}

function contextOf(
  link: NudgeLink,
  root: Element,
  rules: Rules,
  ledger: LedgerKeeper,
  surfaces: Surfaces,
  unsaid: { [nudge: string]: string },
  busy: ArbiterContext['busy'],
): ArbiterContext {
  const known = ledger.current();
  return {
    now: link.ports.clock.now(),
    ledger: known ?? {},
    policy: rules.ruleset.policy ?? {},
    categories: rules.categories,
    session: link.session(),
    ids: idsOf(link) ?? {},
    path: root.ownerDocument.location.pathname,
    surfaceTrouble: surfaces.trouble,
    inCorner: surfaces.inCorner,
    hostModal: surfaces.hostModal,
    hiddenTab: surfaces.hiddenTab(),
    busy,
    broken: rules.broken,
    unsaid,
    identityPending: !known,
  };
}

/** Counts the start of a showing, a control group's too: at the point where it would show, for every arm alike. */
function assign(
  { nudge, rev, arm, stage, episode, surface }: Decision,
  link: NudgeLink,
  ledger: LedgerKeeper,
): void {
  const session = link.session();
  if (isShowing(ledger.current() ?? {}, nudge, session, episode)) return;
  ledger.add({ kind: 'shown', nudge, episode, session, at: link.ports.clock.now() });
  link.calls.track('nudge.assigned', { nudge, rev, stage, episode, surface, ...(arm && { arm }) });
  link.notices.emit('nudge', { nudge, kind: 'assigned' });
}

/**
 * Shows what the ruleset, the facts and the ledger decide, in the page under `root`, and decides again whenever one of
 * them changes. The result takes everything off the page.
 */
export function mountNudges(link: NudgeLink, root: Element): () => void {
  let rules: Rules | undefined;
  let cancel: (() => void) | undefined;
  let wake: (() => void) | undefined;
  /** Settles when the rules of the moment can be asked: events wait for them. */
  let ready = Promise.resolve();
  let stopped = false;
  const view = root.ownerDocument.defaultView;
  const ledger = keepLedger(link, settle);
  const { clock } = link.ports;
  const surfaces = createSurfaces({ root, clock, onChange: settle, onPage, onMissing });
  const board = createSurfaceBoard({ link, root, surfaces, record, onBroken });
  /** When the page that a `page` trigger counts from was opened. */
  let pageOpened = clock.now();

  async function follow(ruleset: Ruleset | undefined): Promise<void> {
    const next = ruleset && view ? await loadRules(ruleset, link, settle) : undefined;
    // Meanwhile there may be other rules, or no nudges any more.
    if (stopped || ruleset !== link.ruleset.get()) return next?.past?.stop();
    rules?.past?.stop();
    rules = next;
    rules?.engine.openPage(pageOpened);
    settle();
  }

  function onMissing(error: unknown): void {
    const cure = 'serve the files of `chunks/` beside the script';
    link.notices.emit('error', { code: 'chunk', message: `Nudges can not float: ${error}`, cure });
  }

  function onPage(): void {
    pageOpened = clock.now();
    rules?.engine.openPage(pageOpened);
    settle();
  }

  /** Closing what was asked for settles it. */
  function record(entry: LedgerRecord): void {
    if (entry.kind !== 'shown') rules?.engine.answer(entry.nudge);
    ledger.add(entry);
  }

  /** What somebody asked for opens at once; what comes by itself may compete first. */
  async function hear(event: HeardEvent): Promise<void> {
    const now = clock.now();
    const asked = event.name === GATE_EVENT || event.name === REQUEST_EVENT;
    if (!asked) settle();
    await ready;
    rules?.engine.record(event, now);
    if (!asked || stopped) return;
    cancel?.();
    decide();
  }

  function settle(): void {
    cancel ??= clock.after(SETTLE_MS, decide);
  }

  /** What could not be drawn leaves its place to another, until there are other rules. */
  function onBroken(nudge: string, message: string): void {
    if (!rules) return;
    rules.broken[nudge] = message;
    const cure = 'correct its texts in the ruleset';
    link.notices.emit('error', { code: 'render', message: `${nudge}: ${message}`, cure });
    settle();
  }

  /** Of the nudges that may show, those whose text names a fact that is missing. */
  function unsaidOf(candidates: readonly Candidate[], facts: Facts): { [nudge: string]: string } {
    const unsaid: { [nudge: string]: string } = {};
    for (const { nudge, who, stage } of candidates) {
      if (who !== true || !stage) continue;
      const fact = missingFact(nudge, listenerOf(link, root, nudge, stage.id, facts));
      if (fact) unsaid[nudge.id] = fact;
    }
    return unsaid;
  }

  function judge(explain: boolean): Decision[] {
    if (!rules) return [];
    rules.past?.follow();
    rules.engine.setFacts(factsOf(link, root));
    const candidates = rules.engine.candidates(link.ports.clock.now());
    const unsaid = unsaidOf(candidates, rules.engine.facts());
    return arbitrate(candidates, {
      ...contextOf(link, root, rules, ledger, surfaces, unsaid, board.busy()),
      explain,
    });
  }

  /** Some gates open, and some conditions turn, by time alone: one timer for the first of them. */
  function sleep(decisions: readonly Decision[]): void {
    wake?.();
    const instants = decisions.flatMap(({ gates }) =>
      gates.flatMap(({ pass, until }) => (pass || !until ? [] : [until])),
    );
    const wait = Math.min(rules?.engine.nextFlip() ?? NEVER, ...instants) - link.ports.clock.now();
    wake = wait < NEVER ? link.ports.clock.after(Math.min(wait, MAX_TIMER_MS), settle) : undefined;
  }

  function decide(): void {
    cancel = undefined;
    if (!rules) return board.clear();
    const decisions = judge(false);
    board.show(decisions, rules.nudges, rules.engine.facts());
    for (const decision of decisions)
      if ((decision.show && !rules.broken[decision.nudge]) || decision.ghost) assign(decision, link, ledger);
    sleep(decisions);
  }

  function explain(nudge?: string): Explanation[] {
    const found = judge(true).map(explainDecision);
    if (nudge === undefined) return found;
    const one = found.find((explanation) => explanation.nudge === nudge);
    const at = rules?.ruleset.nudges.findIndex(({ id }) => id === nudge) ?? -1;
    const fault = rules?.engine.faults.find(({ path }) => path.startsWith(`nudges[${at}]`));
    return [one ?? explainAbsence(nudge, fault && `${fault.path}: ${fault.code} ${fault.detail}`)];
  }

  const off = [
    link.ruleset.subscribe((ruleset) => {
      ready = follow(ruleset);
    }),
    link.facts.facts.listen(settle),
    link.onEvent(hear),
    ledger.stop,
    surfaces.stop,
  ];
  link.explainWith(explain);

  return () => {
    for (const end of off) end();
    stopped = true;
    rules?.past?.stop();
    cancel?.();
    // What is still under way, such as reading the ledger, finds a decision pending for ever.
    cancel = () => {};
    wake?.();
    link.explainWith(undefined);
    board.clear();
  };
}
