import type { ActiveNudge, NudgeLink } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';
import type { Facts, LedgerRecord } from '@tendril/rules';
import { render } from 'preact';
import { Frame } from './page/frame.js';
import type { Place } from './page/surfaces.js';
import { watchExposure } from './page/watch-exposure.js';
import { isPossible, runAction } from './run-action.js';
import type { FilledContent } from './text/choose-content.js';
import { textDirection } from './text/text-direction.js';
import { loadView } from './views/load-view.js';
import type { View } from './views/view.js';

/** One nudge on the page, from its appearance to its end. */
export interface Showing {
  /** Is it still where it belongs? */
  isCurrent(): boolean;
  /** Does the person read or write in it, so that changed facts do not take it away? */
  isHeld(): boolean;
  /** Draws the nudge as it is now: another stage, other figures. */
  update(scene: Scene): void;
  end(): void;
}

/** What is to be drawn now. */
export interface Scene {
  active: ActiveNudge;
  content: FilledContent;
  facts: Facts;
  fill: (template: string, values?: { readonly [name: string]: unknown }) => string;
}

interface Parts {
  link: NudgeLink;
  place: Place;
  record: (record: LedgerRecord) => void;
  /** Prompts that are open, by what closes them. */
  prompts: Set<() => void>;
  /** It could not be drawn. */
  onBroken: (error: unknown) => void;
}

/** Facts about a showing that its events carry. */
const describe = ({ nudge, episode, surface, stage }: ActiveNudge) => ({
  nudge: nudge.id,
  rev: nudge.rev,
  stage: stage?.id ?? '',
  episode,
  surface,
});

/** Draws a nudge into a place. Throws where that fails at once, and leaves nothing behind then. */
export function startShowing(first: Scene, { link, place, record, prompts, onBroken }: Parts): Showing {
  const { page, element, root } = place;
  let scene = first;
  let View: View | undefined;
  let ended = false;
  let busy: ContentAction['id'] | undefined;
  let failure = '';
  let held = false;
  let stopWatching = () => {};
  const missing = new Set<string>();

  /** Buttons that can do something here; of the others the host is told once. */
  function possible(): ContentAction[] {
    return scene.content.actions.filter((action) => {
      const can = isPossible(action, link);
      if (!can && !missing.has(action.do)) {
        missing.add(action.do);
        const message = `${scene.active.nudge.id}: a button needs actions.${action.do}`;
        const cure = `Give createTendril actions.${action.do}.`;
        link.notices.emit('error', { code: 'adapter', message, cure });
      }
      return can;
    });
  }

  function draw(): void {
    if (ended || !View) return;
    const { nudge, stage } = scene.active;
    const look = {
      content: { ...scene.content, actions: possible() },
      tone: stage?.tone ?? nudge.what.tone ?? 'info',
      dir: textDirection(scene.content.locale, page),
      dismissible: stage?.dismissible ?? nudge.what.dismissible ?? true,
      onDismiss: () => act({ id: 'link', label: '', do: 'dismiss' }),
    } as const;
    render(
      <Frame {...look} surface={place.surface}>
        <View {...scene} {...look} {...{ busy, failure, link, onDone, onHold }} onAction={act} />
      </Frame>,
      root,
    );
  }

  function watch(): void {
    stopWatching();
    stopWatching = watchExposure(element, () => {
      link.calls.track('nudge.exposed', describe(scene.active));
      link.notices.emit('nudge', { nudge: scene.active.nudge.id, kind: 'exposed' });
    });
  }

  const note = (entry: { kind: LedgerRecord['kind'] }) => {
    const { nudge, episode } = scene.active;
    record({ nudge: nudge.id, episode, at: link.ports.clock.now(), ...entry } as LedgerRecord);
  };

  function tell(action: ContentAction): void {
    const kind = action.do === 'dismiss' ? 'dismissed' : action.do === 'snooze' ? 'snoozed' : 'action';
    link.calls.track(`nudge.${kind}`, {
      ...describe(scene.active),
      ...(kind === 'action' && { action: action.id, do: action.do }),
    });
    link.notices.emit('nudge', { nudge: scene.active.nudge.id, kind });
  }

  async function act(action: ContentAction): Promise<void> {
    const { active, content } = scene;
    busy = action.id;
    if (action.do === 'dismiss' || action.do === 'snooze') held = false;
    failure = '';
    draw();
    tell(action);
    try {
      const { locale } = content;
      const dir = textDirection(locale, page);
      await runAction(action, { link, page, active, locale, dir, record: note, prompts });
      if (action.id === 'primary' && active.nudge.how?.stopOn?.includes('primary')) note({ kind: 'stopped' });
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    busy = undefined;
    draw();
  }

  /** All is answered: that ends the nudge, or this episode of it. */
  function onDone(): void {
    held = false;
    note({ kind: scene.active.nudge.how?.stopOn?.includes('submit') ? 'stopped' : 'dismissed' });
  }

  const onHold = (hold: boolean): void => {
    held = hold;
  };

  function end(): void {
    ended = true;
    stopWatching();
    // Closed before it is emptied, so that the focus goes back to where it was.
    place.close();
    render(null, root);
  }

  function begin(view: View): void {
    if (ended) return;
    View = view;
    try {
      draw();
    } catch (error) {
      end();
      throw error;
    }
    place.reveal();
    watch();
  }

  const view = loadView(scene.active.nudge, link);
  if (view instanceof Promise) view.then(begin).catch(onBroken);
  else begin(view);

  return {
    isCurrent: place.isCurrent,
    isHeld: () => held,
    update(next) {
      const sameEpisode = next.active.episode === scene.active.episode;
      scene = next;
      draw();
      if (!sameEpisode) watch();
    },
    end,
  };
}
