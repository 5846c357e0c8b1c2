import type { ContentAction, DismissedVia } from '@tendril/protocol';
import { showingOf } from '@tendril/rules';
import { watchExposure } from '../page/watch-exposure.js';
import type { QuoteBook } from '../quote/quote-book.js';
import type { OwnParts } from '../showing/parts.js';
import { isPossible } from '../showing/possible-actions.js';
import type { Scene } from '../showing/scene.js';
import type { ActionScene } from './action-scene.js';
import { createAnnouncer } from './announce.js';
import { dismiss, done } from './close.js';
import { type Perform, runAction } from './run-action.js';
import { watchHandlers } from './watch-handlers.js';

/** What a nudge needs once it is on the page: somebody hears of it, looks at it, presses its buttons and closes it. */
export interface Attendance {
  /** The button that is at work. */
  readonly busy: ContentAction['id'] | undefined;
  /** What came of the last press, if it failed. */
  readonly failure: string;
  readonly quotes: QuoteBook | undefined;
  /** Runs a button, one at a time. */
  press(action: ContentAction): Promise<void>;
  dismiss(via: DismissedVia): void;
  /** All is answered. */
  done(): void;
  /**
   * It has been drawn: says what is new. Where an episode begins, looks out for its being seen, and does what its stage
   * asks to be done without a click.
   */
  follow(): void;
  /** Whoever is asked to pay by one of these buttons sees the price first. */
  price(actions: readonly ContentAction[]): void;
  end(): void;
}

interface Parts extends OwnParts {
  /** When it came, epoch milliseconds. */
  began: number;
  scene: () => Scene;
  dir: () => 'ltr' | 'rtl';
  /** There is something else to draw. */
  redraw: () => void;
  /** It is not held any more: decisions may take it off the page. */
  release: () => void;
  /** The view's own code threw. */
  fail: (error: unknown) => void;
}

const perform: Perform<ActionScene> = async (action, scene) => {
  if (action.do === 'upgrade') await (await import('./upgrade.js')).upgrade(action, scene);
  else if (action.do === 'invite')
    (await import('../invite/open-invite.js')).openInvite(action.data ?? {}, scene);
};

/** Attends to a nudge that has been drawn. Its chunk comes after the first nudge is on the page. */
export function attend({ began, scene, dir, redraw, release, fail, ...parts }: Parts): Attendance {
  const { link, tell, place } = parts;
  let busy: ContentAction['id'] | undefined;
  let failure = '';
  let quotes: QuoteBook | undefined;
  let ended = false;
  let episode: string | undefined;
  let stopWatching = () => {};
  const unwatchHandlers = watchHandlers(place.root, fail);
  const announcer = createAnnouncer(parts);
  const told = new Set<string>();

  /** Other tabs, and earlier loads of this page, may have told. */
  function isExposed(): boolean | undefined {
    const { nudge, episode } = scene().active;
    return showingOf(parts.seen() ?? {}, nudge.id, link.session(), episode)?.exposed;
  }

  /** Buttons that can do nothing here are left out, and the host hears of it. */
  function tellLeftOut({ active, content }: Scene): void {
    const left = content.actions.filter((one) => !isPossible(link, one));
    if (!left.length) return;
    import('./tell-impossible.js').then(
      ({ tellImpossible }) => tellImpossible(link, active.nudge.id, left, told),
      // The next look tries again.
      () => {},
    );
  }

  function beginEpisode(now: Scene): void {
    const { active } = now;
    if (active.stage?.limit?.then === 'adjust' && !active.preview)
      import('../adjust/adjust-plan.js').then(({ adjustPlan }) => adjustPlan(now, link, tell), fail);
    stopWatching();
    if (isExposed()) return;
    stopWatching = watchExposure(place.element, () => isExposed() || tell('nudge.exposed', scene().active));
  }

  return {
    get busy() {
      return busy;
    },
    get failure() {
      return failure;
    },
    get quotes() {
      return quotes;
    },
    async press(action) {
      if (action.do === 'dismiss') return this.dismiss('action');
      if (action.do === 'snooze' || action.do === 'never') release();
      if (busy) return;
      busy = action.id;
      failure = '';
      redraw();
      try {
        await runAction(action, { ...parts, ...scene(), dir: dir(), quotes }, perform);
      } catch (error) {
        const reason = typeof error === 'string' ? error : (error as Error | undefined)?.message;
        failure = reason || 'That failed. Try again.';
      }
      busy = undefined;
      redraw();
    },
    dismiss(via) {
      release();
      dismiss({ ...parts, ...scene() }, via, began);
    },
    done() {
      release();
      done({ ...parts, ...scene() }, began);
    },
    follow() {
      const now = scene();
      announcer.follow(now);
      tellLeftOut(now);
      if (episode === now.active.episode) return;
      episode = now.active.episode;
      beginEpisode(now);
    },
    price(actions) {
      const offers = actions.filter(({ do: kind }) => kind === 'upgrade');
      if (!offers.length) return;
      // At hand when it is pressed; where it does not come now, the press says so.
      import('./upgrade.js').catch(() => {});
      if (!link.options.actions?.quote || scene().active.preview) return;
      if (quotes) return quotes.follow(offers, scene());
      import('../quote/quote-book.js').then(({ createQuoteBook }) => {
        if (ended) return;
        quotes ??= createQuoteBook(link, place.root, dir, redraw);
        redraw();
      }, fail);
    },
    end() {
      ended = true;
      stopWatching();
      unwatchHandlers();
      announcer.end();
    },
  };
}
