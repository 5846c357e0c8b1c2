import type { NudgeLink, Quote } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';
import type { VNode } from 'preact';
import { adoptStyles } from '../page/host-element.js';
import type { Scene } from '../showing/scene.js';
import { checkQuote } from './check-quote.js';
import type { Priced } from './priced.js';
import { QUOTE_STYLES } from './quote-styles.js';
import { QuoteView } from './quote-view.js';
import { requestOf } from './request-of.js';

/** Prices of what the buttons of one nudge offer: known before anybody can press. */
export interface QuoteBook {
  /** Asks for the prices that are not known, or are of other facts. */
  follow(offers: readonly ContentAction[], scene: Scene): void;
  draw(actions: readonly ContentAction[], scene: Scene): VNode | undefined;
  /** The price that was shown for this button. Throws the message to show where there is none that still holds. */
  agreed(action: ContentAction): Quote;
}

interface Entry {
  /** The facts that the price is of: other seats, another price. */
  of: string;
  priced: Priced;
}

/** What a price may depend on. */
const basisOf = ({ facts }: Scene): string => JSON.stringify([facts.usage, facts.account]);

const same = (a: Quote, b: Quote): boolean =>
  JSON.stringify({ ...a, validUntil: 0 }) === JSON.stringify({ ...b, validUntil: 0 });

/** `dir` is how the texts run; `onChange` is called when there is something else to draw. */
export function createQuoteBook(
  link: NudgeLink,
  root: ShadowRoot,
  dir: () => 'ltr' | 'rtl',
  onChange: () => void,
): QuoteBook {
  adoptStyles(root, QUOTE_STYLES);
  const entries = new Map<string, Entry>();
  let latest: Scene | undefined;

  async function ask(action: ContentAction, scene: Scene): Promise<void> {
    const of = basisOf(scene);
    const before = entries.get(action.id)?.priced;
    const entry: Entry = { of, priced: { state: 'asking' } };
    entries.set(action.id, entry);
    try {
      const quote = await link.options.actions?.quote?.(requestOf(action, scene));
      if (!quote) throw new Error('There is no price for this.');
      checkQuote(quote);
      const changed = before?.state === 'known' && !same(before.quote, quote);
      entry.priced = { state: 'known', quote, changed };
    } catch (error) {
      const reason = typeof error === 'string' ? error : (error as Error | undefined)?.message;
      entry.priced = { state: 'failed', message: reason || 'Try again.' };
    }
    // The facts may have changed meanwhile: then another price is on its way.
    if (entries.get(action.id) === entry) onChange();
  }

  const again = (action: ContentAction) => {
    if (latest) void ask(action, latest);
    onChange();
  };

  return {
    follow(offers, scene) {
      latest = scene;
      const of = basisOf(scene);
      for (const action of offers) if (entries.get(action.id)?.of !== of) void ask(action, scene);
    },
    draw(actions, scene) {
      const offers = actions.filter(({ id, do: kind }) => kind === 'upgrade' && entries.has(id));
      if (!offers.length) return undefined;
      return (
        <>
          {offers.map((action) => (
            <QuoteView
              key={action.id}
              label={offers.length > 1 ? action.label : ''}
              priced={entries.get(action.id)?.priced ?? { state: 'asking' }}
              locale={scene.active.locale}
              dir={dir()}
              words={scene.content.text ?? {}}
              onAgain={() => again(action)}
            />
          ))}
        </>
      );
    },
    agreed(action) {
      const { priced } = entries.get(action.id) ?? {};
      if (priced?.state === 'failed') throw new Error(`There is no price: ${priced.message}`);
      if (priced?.state !== 'known') throw new Error('The price is not known yet. Try again in a moment.');
      if ((priced.quote.validUntil ?? Number.POSITIVE_INFINITY) <= link.ports.clock.now()) {
        again(action);
        throw new Error('The price was out of date. Look at it once more, then go on.');
      }
      return priced.quote;
    },
  };
}
