import { atom } from 'nanostores';
import { createCalls } from './calls.js';
import { createConsent } from './consent.js';
import { createDrops } from './drops.js';
import { handOver } from './exit.js';
import type { ClientPorts, LateHalf, Recording, Told } from './halves.js';
import { createIdentity, forgetIdentity, type IdentityKeeper } from './identity.js';
import { makeEvent } from './make-event.js';
import { createMessageIds } from './message-id.js';
import { createNotices } from './notices.js';
import type { MountNudges } from './nudge-link.js';
import type { PagePhase } from './ports.js';
import { createQueue } from './queue.js';
import { createRecorder } from './recorder.js';
import { createSession } from './session.js';
import { createStatements } from './statements.js';
import type { Explanation, Tendril, TendrilOptions } from './tendril.js';

/** What waits to be told to the late half: more than this is a page that can not load it. */
const MAX_EARLY = 1000;

const NOT_LOADED = { shown: false, reason: 'not-loaded', summary: 'Not loaded', gates: [] };

/**
 * Assembles a client: its early half, which loads the other one when the page has had time to start. Nothing here names
 * a browser global: `ports` holds all of the outside; `mount` brings the nudge layer.
 */
export function createClient(options: TendrilOptions, ports: ClientPorts, mount?: MountNudges): Tendril {
  const { lifecycle, memo, now, store } = ports;
  const newId = createMessageIds(now, ports.random);
  const notices = createNotices();
  const drops = createDrops(notices);
  const consent = createConsent(memo, options.consent, ports.optedOut());
  const session = createSession(now, memo, newId);
  const statements = createStatements((statement) => tell('state', statement));
  const shown: Recording['shown'] = atom({});
  const early: Told[] = [];
  let half: LateHalf | undefined;
  let loading: Promise<LateHalf> | undefined;
  /** The page has had time to start. */
  let rested = false;
  let stopped = false;
  let who: IdentityKeeper | undefined;
  /** A denial that is under way. */
  let forgetting: Promise<unknown> | undefined;

  function tell(...told: Told): void {
    if (half) half[told[0]](told[1] as never);
    else if (early.push(told) > MAX_EARLY) early.shift();
  }

  const live = () => consent.state === 'granted' && !stopped;
  const person = () => {
    who ??= createIdentity(memo, store, newId);
    return who;
  };
  const queue = createQueue(store, () => {
    if (half) half.wake();
    else if (rested) void rouse();
  });
  const recorder = createRecorder({
    context: ports.context,
    drops,
    queue,
    newId,
    stamp: (call) => makeEvent(call, person().force(), session.id()),
    beforeSend: options.beforeSend,
    onEvent: (event) => tell('hear', event),
    onHeld: meet,
  });
  const calls = createCalls(recorder, statements, ports.context, (change) => {
    person().change(change);
    tell('changed');
  });
  const recording: Recording = {
    options,
    ports,
    notices,
    drops,
    queue,
    statements,
    shown,
    session: session.id,
    person: () => who,
    calls,
    mount,
    answer: (granted) => answer(granted, false),
  };

  /** Brings the late half; when its file can not be had, the next event, or the network's return, tries again. */
  async function rouse(): Promise<LateHalf | undefined> {
    loading ??= ports.late(recording);
    try {
      half = await loading;
      for (const told of early.splice(0)) tell(...told);
      if (stopped) half.stop();
      else if (live()) {
        meet();
        half.begin();
      }
    } catch {
      loading = undefined;
    }
    return half;
  }

  /** Who is it? Calls wait for the answer: not for that which a denial is about to erase, nor may it erase them. */
  async function meet(): Promise<void> {
    await forgetting;
    if (live()) await person().ready;
    if (!live()) return;
    person().force();
    recorder.release();
  }

  /** Before the first call, and before the page rests, nothing is asked of the browser: a page's start is its own. */
  function open(): void {
    lifecycle.idle(() => {
      rested = true;
      if (live()) void rouse();
    });
  }

  /** Nothing of the person stays on the device. */
  function forget(asked: boolean): void {
    recorder.deny('consent');
    const rows = queue.clear();
    who = undefined;
    forgetIdentity(memo);
    session.forget();
    statements.say('nobody');
    // Without the late half nobody counts what goes.
    forgetting = rouse().then((late) => (late ? late.forget(rows, asked) : store.clear().catch(() => {})));
  }

  function answer(granted: boolean, asked = true): void {
    // A denial clears the device even when nothing runs any more.
    if (stopped && granted) return;
    consent.answer(granted);
    if (granted) {
      recorder.hold();
      meet();
      open();
    } else forget(asked);
    if (asked) tell('answered', granted);
  }

  const leave = lifecycle.on((phase: PagePhase) => {
    // Another tab may have been answered before this one could hear it.
    if (phase !== 'exit' && consent.changed()) return answer(consent.state === 'granted', false);
    if (!live()) return;
    if (phase === 'exit') {
      recorder.release();
      void queue.save();
      const rows = queue.pending().filter(({ id }) => !half?.carried().includes(id));
      if (!half?.halted) handOver(ports, options.writeKey, rows);
    } else if (half) half.resume();
    else if (queue.size) void rouse();
  });
  if (live()) open();
  else if (consent.state === 'denied') recorder.deny('consent');

  function explain(): Explanation[];
  function explain(nudge: string): Explanation;
  function explain(nudge?: string): Explanation | Explanation[] {
    const found = half?.explain(nudge) ?? [];
    return nudge === undefined ? found : (found[0] ?? { nudge, ...NOT_LOADED });
  }

  return {
    ...calls,
    entitlements: statements.entitlements,
    nudges: shown,
    explain,
    debug: () => tell('debug'),
    consent: { grant: () => answer(true), deny: () => answer(false) },
    stats: () => ({
      queued: queue.size + recorder.held,
      sent: half?.sent ?? 0,
      dropped: { ...drops.counts },
      storage: store.mode,
      consent: consent.state,
      halted: half?.halted,
    }),
    async flush() {
      if (!live()) return;
      await meet();
      await queue.save();
      await (await rouse())?.pass();
    },
    reset() {
      if (live()) {
        // What was said so far was said by the earlier person.
        recorder.release();
        person().reset();
        session.forget();
      }
      statements.say('nobody');
      tell('changed');
    },
    stop() {
      stopped = true;
      leave();
      half?.stop();
      recorder.deny('stopped');
    },
    on: notices.on,
  };
}
