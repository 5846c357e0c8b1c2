import type { ContentAction } from '@tendril/protocol';
import { render } from 'preact';
import type { Attendance } from '../attend/attend.js';
import { Frame } from '../page/frame.js';
import { textDirection } from '../text/text-direction.js';
import { loadView } from '../views/load-view.js';
import type { View, ViewProps } from '../views/view.js';
import { Boundary } from './boundary.js';
import type { OwnParts } from './parts.js';
import { isPossible } from './possible-actions.js';
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
  const { link, place } = parts;
  const { page, root } = place;
  const began = link.ports.clock.now();
  let scene = first;
  let View: View | undefined;
  let attendance: Attendance | undefined;
  let drawing = false;
  let ended = false;
  let held = false;
  /** What a view threw while it was being drawn here. */
  let thrown: { error: unknown } | undefined;

  const direction = () => textDirection(scene.content.locale, page);
  const release = () => {
    held = false;
  };

  const attended = import('../attend/attend.js').then(({ attend }) => {
    if (!ended)
      attendance = attend({ ...parts, began, scene: () => scene, dir: direction, redraw, release, fail });
    redraw();
    if (View) attendance?.follow();
  }, fail);
  /** What somebody does before there is who attends to it waits. */
  const ask = (what: (attendance: Attendance) => void) =>
    void attended.then(() => attendance && what(attendance));

  function draw(): void {
    if (ended || !View) return;
    const { nudge, stage } = scene.active;
    const unlocking = parts.unlocks()?.wordsOf(scene);
    const actions = [...scene.content.actions, ...(parts.offers()?.(scene) ?? [])]
      .filter((one) => isPossible(link, one))
      .map((one) => (unlocking?.late && one.do === 'upgrade' ? { ...one, label: unlocking.again } : one));
    attendance?.price(actions);
    const look = {
      content: { ...scene.content, actions },
      tone: stage?.tone ?? nudge.what.tone ?? 'info',
      dir: direction(),
      dismissible: stage?.dismissible ?? nudge.what.dismissible ?? true,
      onDismiss: (via) => ask((one) => one.dismiss(via)),
    } satisfies Partial<ViewProps>;
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
            link={link}
            onHold={(hold) => {
              held = hold;
            }}
            onDone={() => ask((one) => one.done())}
            onAction={(action) => ask((one) => one.press(action))}
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
    attendance?.follow();
  }

  const view = loadView(scene.active.nudge, link);
  if (view instanceof Promise) view.then(begin).catch(giveUp);
  else begin(view);

  return {
    isCurrent: place.isCurrent,
    isHeld: () => held,
    update(next) {
      scene = next;
      draw();
      attendance?.follow();
    },
    end,
  };
}
