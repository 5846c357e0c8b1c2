import type { QuoteBook } from '../quote/quote-book.js';
import type { OwnParts } from '../showing/parts.js';
import type { Scene } from '../showing/scene.js';

/** What a button needs besides itself. */
export interface ActionScene extends OwnParts, Scene {
  dir: 'ltr' | 'rtl';
  /** The prices that were shown, where they are to be. */
  quotes: QuoteBook | undefined;
}

/** What a button needs that is not drawn by Tendril. */
export type ActingScene = Pick<
  ActionScene,
  'active' | 'plan' | 'link' | 'tell' | 'endPreview' | 'unlocks'
> & {
  place: Pick<ActionScene['place'], 'page'>;
  quotes: Pick<QuoteBook, 'agreed'> | undefined;
};
