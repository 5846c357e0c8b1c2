import type { ContentAction, DismissedVia } from '@tendril/protocol';
import { render } from 'preact';
import type { Attendance } from '../attend/attend.js';
import { Frame } from '../page/frame.js';
import { textDirection } from '../text/text-direction.js';
import { loadView } from '../views/load-view.js';
import type { View } from '../views/view.js';
import { Boundary } from './boundary.js';
import type { OwnParts } from './parts.js';
import { createPossible } from './possible-actions.js';
import type { Scene } from './scene.js';

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

/** The button that buys, if there is one. */
const offerOf = (actions: readonly ContentAction[]) => actions.find(({ do: kind }) => kind === 'upgrade')?.id;

/** Draws a nudge into a place. Throws where that fails at once, and leaves nothing behind then. */
export function startShowing(first: Scene, parts: OwnParts): Showing {
  const { link, tell, place } = parts;
  const { page, root } = place;
  const began = link.ports.clock.now();
  const isPossible = createPossible(link, first.active.nudge.id);
  let scene = first;
  let View: View | undefined;
  let attendance: Attendance | undefined;
  let drawing = false;
  let ended = false;
  let held = false;
  /** What a view threw while it was being drawn here. */
  let thrown: { error: unknown } | undefined;

  const attended = import('../attend/attend.js').then(({ attend }) => {
    if (!ended) attendance = attend({ ...parts, scene: () => scene, dir: direction, redraw, fail });
    redraw();
    if (View) attendance?.begin();
  }, fail);

  const direction = () => textDirection(scene.content.locale, page);

  function dismiss(via: DismissedVia): void {
    const { active } = scene;
    held = false;
    tell('nudge.dismissed', active, { via, ms: link.ports.clock.now() - began });
    if (active.nudge.how?.stopOn?.includes('dismiss')) tell('nudge.stopped', active, { on: 'dismiss' });
    if (active.preview) parts.endPreview(active.nudge.id);
  }

  /** All is answered: that ends the nudge, or this episode of it. */
  function onDone(): void {
    held = false;
    const { active } = scene;
    if (active.nudge.how?.stopOn?.includes('submit')) tell('nudge.stopped', active, { on: 'submit' });
    else dismiss('done');
  }

  const onHold = (hold: boolean): void => {
    held = hold;
  };

  function act(action: ContentAction): void {
    if (action.do === 'dismiss') return dismiss('action');
    if (action.do === 'snooze' || action.do === 'never') held = false;
    void attended.then(() => attendance?.press(action));
  }

  function draw(): void {
    if (ended || !View) return;
    const { nudge, stage } = scene.active;
    const unlocking = parts.unlocks()?.wordsOf(scene);
    const actions = [...scene.content.actions, ...(parts.offers()?.(scene) ?? [])]
      .filter(isPossible)
      .map((one) => (unlocking?.late && one.do === 'upgrade' ? { ...one, label: unlocking.again } : one));
    attendance?.price(actions);
    const look = {
      content: { ...scene.content, actions },
      tone: stage?.tone ?? nudge.what.tone ?? 'info',
      dir: direction(),
      dismissible: stage?.dismissible ?? nudge.what.dismissible ?? true,
      onDismiss: dismiss,
    } as const;
    drawing = true;
    render(
      <Boundary onError={fail}>
        <Frame {...look} surface={place.surface}>
          <View
            {...scene}
            {...look}
            busy={attendance?.busy ?? (unlocking && !unlocking.late ? offerOf(actions) : undefined)}
            failure={attendance?.failure ?? ''}
            progress={unlocking?.progress ?? ''}
            quote={attendance?.quotes?.draw(actions, scene)}
            {...{ link, onDone, onHold }}
            onAction={act}
          />
        </Frame>
      </Boundary>,
      root,
    );
    drawing = false;
    if (thrown) throw thrown.error;
  }

  function redraw(): void {
    try {
      draw();
    } catch (error) {
      fail(error);
    }
  }

  /** The view threw: while it was drawn, or later. */
  function fail(error: unknown): void {
    if (drawing) thrown ??= { error };
    else if (!ended) giveUp(error);
  }

  function giveUp(error: unknown): void {
    if (!ended) end();
    parts.onBroken(error);
  }

  function end(): void {
    ended = true;
    attendance?.end();
    // Closed before it is emptied, so that the focus goes back to where it was.
    place.close();
    try {
      render(null, root);
    } catch (error) {
      // A host's component threw as it went: the nudge that comes next is not to blame.
      parts.onBroken(error);
    }
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
    attendance?.begin();
  }

  const view = loadView(scene.active.nudge, link);
  if (view instanceof Promise) view.then(begin).catch(giveUp);
  else begin(view);

  return {
    isCurrent: place.isCurrent,
    isHeld: () => held,
    update(next) {
      const sameEpisode = next.active.episode === scene.active.episode;
      scene = next;
      draw();
      if (!sameEpisode) attendance?.begin();
    },
    end,
  };
}
