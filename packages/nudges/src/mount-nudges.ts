import type { ActiveNudge, HeardEvent, NudgeLink } from '@tendril/core';
import { GATE_EVENT, type LedgerEvent, REQUEST_EVENT, type Ruleset } from '@tendril/protocol';
import { arbitrate, type Decision } from '@tendril/rules';
import type { Debugging } from './debug/debugging.js';
import { contextOf, factsOf, type Sources } from './decision-context.js';
import { createFollowThrough } from './follow-through.js';
import { keepLedger } from './ledger-keeper.js';
import { loadDrawing } from './load-drawing.js';
import { loadRules, type Rules } from './load-rules.js';
import { createSurfaces } from './page/surfaces.js';
import { type Pursuit, pursueRules } from './pursue-rules.js';
import type { ShownBoard, SurfaceBoard } from './showing/board.js';
import { createTell } from './showing/tell.js';

/** Facts and triggers settle for this long before the choice, so that late ones compete too. */
const SETTLE_MS = 50;
/** The longest delay that a browser's timer holds. */
const MAX_TIMER_MS = 2 ** 31 - 1;
const NEVER = Number.POSITIVE_INFINITY;
const NOTHING: ShownBoard = { shown: [], ghosts: [] };
/** What settles that somebody asked for a nudge. */
const CLOSING = ['nudge.dismissed', 'nudge.snoozed', 'nudge.never', 'nudge.stopped'];

/**
 * Shows what the ruleset, the facts and the ledger decide, in the page under `root`, and decides again whenever one of
 * them changes. The result takes everything off the page.
 */
export function mountNudges(link: NudgeLink, root: Element): () => void {
  let rules: Rules | undefined;
  let pursuit: Pursuit | undefined;
  let cancel: (() => void) | undefined;
  let wake: (() => void) | undefined;
  /** Settles when the rules of the moment can be asked: events wait for them. */
  let ready = Promise.resolve();
  let stopped = false;
  const view = root.ownerDocument.defaultView;
  const { clock } = link.ports;
  const ledger = keepLedger(link, settle);
  const surfaces = createSurfaces({ root, ports: link.ports, onChange: settle, onPage, onMissing });
  const sources: Sources = {
    link,
    root,
    ledger,
    surfaces,
    busy: () => board?.busy() ?? {},
  };
  const tell = createTell(link, record);
  const followThrough = createFollowThrough({ link, ledger, tell });
  let board: SurfaceBoard | undefined;
  let debugging: Debugging | undefined;
  let loading = false;
  /** When the page that a `page` trigger counts from was opened. */
  let pageOpened = clock.now();

  /** Brings what draws these rules, and decides again with it. Where it does not come, the next decision asks again. */
  async function draw(wanted: Rules): Promise<void> {
    if (loading) return;
    loading = true;
    const drawing = await loadDrawing(wanted.ruleset, link).catch(onMissing);
    loading = false;
    if (stopped) return;
    if (!drawing) return board?.clear();
    wanted.drawing = drawing;
    board ??= drawing.createSurfaceBoard({
      link,
      root,
      surfaces,
      tell,
      seen: ledger.current,
      unlocks: () => pursuit?.unlocks,
      offers: () => rules?.offers,
      endPreview: (nudge) => debugging?.previews?.end(nudge),
      onBroken,
    });
    decide();
  }

  async function follow(ruleset: Ruleset | undefined): Promise<void> {
    const next = ruleset && view ? await loadRules(ruleset, link, settle, onMissing) : undefined;
    // Meanwhile there may be other rules, or no nudges any more.
    if (stopped || ruleset !== link.ruleset.get()) return next?.past.stop();
    pursuit?.stop();
    rules = next;
    rules?.engine.openPage(pageOpened);
    pursuit = rules && pursueRules(rules, { link, root, ledger, close, tell, onChange: settle });
    settle();
  }

  const close = (nudge: string): boolean => board?.close(nudge) ?? false;

  function onMissing(error: unknown): void {
    const cure = 'serve the files of `chunks/` beside the script';
    link.notices.emit('error', { code: 'chunk', message: `Nudges can not be shown: ${error}`, cure });
  }

  function onPage(): void {
    pageOpened = clock.now();
    rules?.engine.openPage(pageOpened);
    settle();
  }

  /** Closing what was asked for settles it. */
  function record(event: LedgerEvent): void {
    if (CLOSING.includes(event.name) && !event.preview) rules?.engine.answer(event.nudge);
    ledger.add(event);
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
  function onBroken(active: ActiveNudge, error: unknown): void {
    const { id } = active.nudge;
    const message = `${error}`;
    if (!rules) return;
    debugging?.previews?.end(id);
    rules.broken[id] = message;
    tell('nudge.error', active, { message });
    import('./tell-broken.js').then(({ tellBroken }) => tellBroken(link, active, error), onMissing);
    settle();
  }

  function judge(explain: boolean): Decision[] {
    if (!rules) return [];
    const context = contextOf(sources, rules, explain);
    rules.past.follow();
    rules.engine.setFacts(factsOf(sources));
    return arbitrate(rules.engine.candidates(context.now), context);
  }

  /** Some gates open, and some conditions turn, by time alone: one timer for the first of them. */
  function sleep(decisions: readonly Decision[]): void {
    wake?.();
    const instants = decisions.flatMap(({ gates }) =>
      gates.flatMap(({ pass, until }) => (pass || !until ? [] : [until])),
    );
    const wait = Math.min(rules?.engine.nextFlip() ?? NEVER, ...instants) - clock.now();
    wake = wait < NEVER ? clock.after(Math.min(wait, MAX_TIMER_MS), settle) : undefined;
  }

  function decide(): void {
    cancel = undefined;
    if (!rules) return board?.clear();
    const decisions = judge(false);
    surfaces.keep(decisions.filter(({ show, reason }) => show || reason === 'other-tab'));
    const wanted = debugging?.previews?.over(decisions, rules.nudges) ?? decisions;
    const waits = !rules.drawing && wanted.some(({ show, ghost }) => show || ghost);
    if (waits) void draw(rules);
    followThrough(decisions, (!waits && board?.show(wanted, rules)) || NOTHING, rules);
    sleep(decisions);
  }

  /** Explaining comes when the rest is at work; until then each question asks for it, and has no answer. */
  async function loadExplaining(): Promise<void> {
    const { startExplaining } = await import('./explain/explaining.js');
    const parts = { link, root, rules: () => rules, onChange: settle, onMissing };
    if (!stopped) debugging ??= startExplaining({ ...parts, judge: () => judge(true) });
  }
  function explainLater(): [] {
    loadExplaining().catch(() => {});
    return [];
  }
  /** Who asks for the panel waits for it, and has to hear that it does not come. */
  const openLater = () => void loadExplaining().then(() => debugging?.open(), onMissing);

  const off = [
    link.ruleset.subscribe((ruleset) => {
      ready = follow(ruleset);
    }),
    link.facts.facts.listen(settle),
    link.onEvent(hear),
    ledger.stop,
    surfaces.stop,
  ];
  link.explainWith(explainLater, openLater);
  explainLater();

  return () => {
    for (const end of off) end();
    stopped = true;
    debugging?.stop();
    pursuit?.stop();
    cancel?.();
    // What is still under way, such as reading the ledger, finds a decision pending for ever.
    cancel = () => {};
    wake?.();
    link.explainWith(undefined);
    board?.clear();
  };
}
