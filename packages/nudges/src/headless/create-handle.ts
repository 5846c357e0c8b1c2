import type { ActiveNudge, NudgeHandle, Quote } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';
import { showingOf } from '@tendril/rules';
import { adjustPlan } from '../adjust/adjust-plan.js';
import { dismiss, done } from '../attend/close.js';
import { runAction } from '../attend/run-action.js';
import { tellImpossible } from '../attend/tell-impossible.js';
import { upgrade } from '../attend/upgrade.js';
import { watchExposure } from '../page/watch-exposure.js';
import type { BoardParts } from '../showing/board.js';
import { isPossible } from '../showing/possible-actions.js';
import type { Scene } from '../showing/scene.js';

/** One nudge that the host shows, from its appearance to its end. */
export interface Handling {
  readonly nudge: string;
  /** The nudge as it is now, for `tendril.nudges`. */
  follow(scene: Scene): ActiveNudge;
  /** It is no longer to be shown: nothing more is told of it. */
  end(): void;
}

type Parts = Pick<BoardParts, 'link' | 'tell' | 'seen' | 'unlocks' | 'endPreview'> & {
  /** Links are resolved against its document. */
  page: Element;
};

/** What the host gave as the reason, if it gave one: it is shown to the person. */
const reasonOf = (error: unknown): string =>
  (typeof error === 'string' ? error : (error as Error | undefined)?.message) || 'That failed. Try again.';

export function createHandle(first: Scene, { page, ...parts }: Parts): Handling {
  const { link, tell } = parts;
  const began = link.ports.clock.now();
  const watched = new Map<Element, () => void>();
  const told = new Set<string>();
  let scene = first;
  let episode: string | undefined;
  let busy = false;
  let ended = false;

  /** What the drawn nudge would do with a press. */
  async function run(action: ContentAction, quote?: Quote): Promise<string> {
    if (ended || busy) return '';
    busy = true;
    const quotes = quote && { agreed: () => quote };
    try {
      await runAction(action, { ...parts, ...scene, place: { page }, quotes }, (one, acting) =>
        one.do === 'upgrade' ? upgrade(one, acting) : undefined,
      );
      return '';
    } catch (error) {
      return reasonOf(error);
    } finally {
      busy = false;
    }
  }

  function leave(element: Element): void {
    watched.get(element)?.();
    watched.delete(element);
  }

  function look(element: Element): void {
    leave(element);
    watched.set(element, watchExposure(element, calls.exposed));
  }

  /** An episode begins: it is to be seen anew, and its stage may ask for something without a click. */
  function beginEpisode(now: Scene): void {
    const { active, content } = now;
    episode = active.episode;
    if (active.stage?.limit?.then === 'adjust' && !active.preview) void adjustPlan(now, link, tell);
    for (const element of [...watched.keys()]) look(element);
    const left = content.actions.filter((one) => !possible().includes(one));
    tellImpossible(link, active.nudge.id, left, told);
  }

  /** The form of an invitation is the host's own. */
  const possible = () => scene.content.actions.filter((one) => isPossible(link, one) || one.do === 'invite');
  const close = (how: () => void) => {
    if (!ended) how();
  };

  const calls = {
    watch(element: Element) {
      if (!ended) look(element);
      return () => leave(element);
    },
    exposed() {
      const { nudge, episode } = scene.active;
      if (ended || showingOf(parts.seen() ?? {}, nudge.id, link.session(), episode)?.exposed) return;
      tell('nudge.exposed', scene.active);
    },
    async act(id: string, quote?: Quote) {
      const action = possible().find((one) => one.id === id);
      if (!action) return `${scene.active.nudge.id} has no action ${id}.`;
      if (action.do !== 'dismiss') return run(action, quote);
      calls.dismiss();
      return '';
    },
    dismiss: () => close(() => dismiss({ ...parts, ...scene }, 'action', began)),
    snooze: (duration?: string) =>
      void run({ id: 'link', label: '', do: 'snooze', ...(duration && { data: { for: duration } }) }),
    never: () => void run({ id: 'link', label: '', do: 'never' }),
    done: () => close(() => done({ ...parts, ...scene }, began)),
    fill: (template: string, values?: { readonly [name: string]: unknown }) => scene.fill(template, values),
  };

  function handleOf({ active: { nudge, stage }, content }: Scene): NudgeHandle {
    return {
      ...calls,
      content: { ...content, actions: possible() },
      tone: stage?.tone ?? nudge.what.tone ?? 'info',
      dismissible: stage?.dismissible ?? nudge.what.dismissible ?? true,
      progress: parts.unlocks()?.wordsOf(scene)?.progress ?? '',
    };
  }

  return {
    nudge: first.active.nudge.id,
    follow(next) {
      scene = next;
      if (episode !== scene.active.episode) beginEpisode(scene);
      return { ...scene.active, handle: handleOf(scene) };
    },
    end() {
      ended = true;
      for (const element of [...watched.keys()]) leave(element);
    },
  };
}
