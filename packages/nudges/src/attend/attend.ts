import type { ContentAction } from '@tendril/protocol';
import { showingOf } from '@tendril/rules';
import { watchExposure } from '../page/watch-exposure.js';
import type { QuoteBook } from '../quote/quote-book.js';
import type { OwnParts } from '../showing/parts.js';
import type { Scene } from '../showing/scene.js';
import { runAction } from './run-action.js';
import { watchHandlers } from './watch-handlers.js';

/** What a nudge needs once it is on the page: somebody looks at it, and presses its buttons. */
export interface Attendance {
  /** The button that is at work. */
  readonly busy: ContentAction['id'] | undefined;
  /** What came of the last press, if it failed. */
  readonly failure: string;
  readonly quotes: QuoteBook | undefined;
  /** Runs a button, one at a time. */
  press(action: ContentAction): Promise<void>;
  /** An episode begins: looks out for its being seen, and does what its stage asks to be done without a click. */
  begin(): void;
  /** Whoever is asked to pay by one of these buttons sees the price first. */
  price(actions: readonly ContentAction[]): void;
  end(): void;
}

interface Parts extends OwnParts {
  scene: () => Scene;
  dir: () => 'ltr' | 'rtl';
  /** There is something else to draw. */
  redraw: () => void;
  /** The view's own code threw. */
  fail: (error: unknown) => void;
}

/** Attends to a nudge that has been drawn. Its chunk comes after the first nudge is on the page. */
export function attend({ scene, dir, redraw, fail, ...parts }: Parts): Attendance {
  const { link, tell, place } = parts;
  let busy: ContentAction['id'] | undefined;
  let failure = '';
  let quotes: QuoteBook | undefined;
  let ended = false;
  let stopWatching = () => {};
  const unwatchHandlers = watchHandlers(place.root, fail);

  /** Other tabs, and earlier loads of this page, may have told. */
  function isExposed(): boolean | undefined {
    const { nudge, episode } = scene().active;
    return showingOf(parts.seen() ?? {}, nudge.id, link.session(), episode)?.exposed;
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
      if (busy) return;
      busy = action.id;
      failure = '';
      redraw();
      try {
        await runAction(action, { ...parts, ...scene(), dir: dir(), quotes });
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
      }
      busy = undefined;
      redraw();
    },
    begin() {
      const { active, facts } = scene();
      if (active.stage?.limit?.then === 'adjust' && !active.preview)
        import('../adjust/adjust-plan.js').then(
          ({ adjustPlan }) => adjustPlan(active, facts, link, tell),
          fail,
        );
      stopWatching();
      if (isExposed()) return;
      stopWatching = watchExposure(place.element, () => isExposed() || tell('nudge.exposed', scene().active));
    },
    price(actions) {
      const offers = actions.filter(({ do: kind }) => kind === 'upgrade');
      if (!offers.length || !link.options.actions?.quote || scene().active.preview) return;
      if (quotes) return quotes.follow(offers, scene());
      import('../quote/quote-book.js').then(({ createQuoteBook }) => {
        if (ended) return;
        quotes ??= createQuoteBook(link, place.root, redraw);
        redraw();
      }, fail);
    },
    end() {
      ended = true;
      stopWatching();
      unwatchHandlers();
    },
  };
}
