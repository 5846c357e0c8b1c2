import type { NudgeLink } from '@tendril/core';
import type { Nudge } from '@tendril/protocol';
import { durationMs } from '@tendril/rules';
import { idsOf } from '../ids-of.js';
import type { LiveRegion } from '../page/live-region.js';
import type { Scene } from '../showing/scene.js';

/** Waits for what people pay for, and says when it has come. */
export interface Unlocks {
  /** The host was asked to sell what this nudge unlocks, and did not refuse. */
  begin(nudge: Nudge): void;
  /** `late` when no news came for as long as the document allows. */
  stateOf(nudge: Nudge): 'waiting' | 'late' | undefined;
  /** Asks, and waits once more. */
  again(nudge: Nudge): void;
  /** What the nudge says of it; undefined where nothing is under way. */
  wordsOf(scene: Scene): UnlockWords | undefined;
  stop(): void;
}

interface UnlockWords {
  progress: string;
  /** Label of the button that asks again. */
  again: string;
  late: boolean;
}

interface Parts {
  link: NudgeLink;
  nudges: readonly Nudge[];
  /** The page's root element. */
  root: Element;
  /** Takes the nudge off the page and the focus back to where it belongs; false where it does not show. */
  close: (nudge: string) => boolean;
  onChange: () => void;
}

interface Wait {
  state: 'waiting' | 'late';
  /** Ends the timer, and lets the stream go. */
  end: () => void;
}

/** Nudges whose payment is under way, whose, and until when: a page that comes back from the checkout waits on. */
type Pending = { [nudge: string]: { who: string; until: number } };

const NAME = 'unlocking';
const DEFAULT_WAIT_MS = 120_000;
/** The facts that were asked for at the end of the wait are given this long. */
const ANSWER_MS = 5000;

const waitOf = ({ unlock }: Nudge): number => durationMs(unlock?.timeout ?? '') ?? DEFAULT_WAIT_MS;

export function createUnlocks({ link, nudges, root, close, onChange }: Parts): Unlocks {
  const { clock, store } = link.ports;
  const waits = new Map<string, Wait>();
  let region: Promise<LiveRegion> | undefined;
  let known = new Set(link.facts.entitlements.get());

  const note = (change: (pending: Pending) => Pending) =>
    store.update<Pending>(NAME, (stored) => change(stored ?? {})).catch(() => {});
  const who = () => JSON.stringify(idsOf(link));
  /** What can not be said shows: the nudge has gone. */
  const say = (text: string) => {
    // A host that draws says it too: it hears of it by `tendril.on('nudge')`.
    if ((link.options.nudges || undefined)?.render) return;
    region ??= import('../page/live-region.js').then((live) =>
      live.createLiveRegion(root.ownerDocument, clock),
    );
    region.then(
      (live) => live.say(text),
      () => {},
    );
  };
  const ask = () => link.wanted.set(link.wanted.get() + 1);

  function end(nudge: string): boolean {
    const wait = waits.get(nudge);
    wait?.end();
    return waits.delete(nudge);
  }

  function wait(nudge: Nudge, ms: number): void {
    end(nudge.id);
    const letGo = link.waiting();
    let cancel = clock.after(ms, () => {
      ask();
      cancel = clock.after(ANSWER_MS, () => {
        one.state = 'late';
        letGo();
        onChange();
      });
    });
    const one: Wait = {
      state: 'waiting',
      end() {
        cancel();
        if (one.state === 'waiting') letGo();
      },
    };
    waits.set(nudge.id, one);
    onChange();
  }

  function begin(nudge: Nudge): void {
    const { unlock } = nudge;
    if (!unlock || known.has(unlock.entitlement)) return;
    const ms = waitOf(nudge);
    wait(nudge, ms);
    void note((pending) => ({ ...pending, [nudge.id]: { who: who(), until: clock.now() + ms } }));
  }

  /** Something is unlocked: in this tab by whatever means, in the others because they share the facts. */
  function look(entitlements: readonly string[]): void {
    const come = nudges.filter(
      ({ unlock }) => unlock && entitlements.includes(unlock.entitlement) && !known.has(unlock.entitlement),
    );
    known = new Set(entitlements);
    for (const { id, unlock } of come) {
      const wasWaiting = end(id);
      if (!close(id) && !wasWaiting) continue;
      say(unlock?.announce ?? 'Unlocked.');
      link.notices.emit('nudge', { nudge: id, kind: 'unlocked' });
      void note(({ [id]: _, ...others }) => others);
    }
  }

  const unlisten = link.facts.entitlements.listen(look);
  // The checkout may have been another page.
  store.read<Pending>(NAME).then(
    (pending = {}) => {
      for (const nudge of nudges) {
        const one = pending[nudge.id];
        const left = one?.who === who() ? one.until - clock.now() : 0;
        if (left > 0 && !known.has(nudge.unlock?.entitlement ?? '')) wait(nudge, left);
      }
    },
    () => {},
  );

  return {
    begin,
    stateOf: ({ id }) => waits.get(id)?.state,
    again(nudge) {
      if (waits.get(nudge.id)?.state !== 'late') return;
      ask();
      begin(nudge);
    },
    wordsOf({ active: { nudge }, content: { text = {} } }) {
      const state = waits.get(nudge.id)?.state;
      if (!state) return undefined;
      const late = state === 'late';
      const words = {
        waiting: 'Waiting for the confirmation of the payment.',
        late: 'There is no confirmation of the payment yet. Nothing is unlocked so far.',
        again: 'Check again',
        ...text,
      };
      return { progress: late ? words.late : words.waiting, again: words.again, late };
    },
    stop() {
      unlisten();
      void region?.then(
        (live) => live.remove(),
        () => {},
      );
      for (const id of [...waits.keys()]) end(id);
    },
  };
}
