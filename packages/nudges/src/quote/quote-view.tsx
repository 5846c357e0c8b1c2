import type { Money, Quote } from '@tendril/core';
import { PRICE_WORDS } from './price-words.js';
import type { Priced } from './priced.js';

interface Props {
  /** Of the button, where there are several. */
  label: string;
  priced: Priced;
  locale: string;
  dir: 'ltr' | 'rtl';
  /** Texts of the document that replace the English ones. */
  words: { [key: string]: string };
  onAgain: () => void;
}

/** Browsers do not mirror arrows with the direction of the text: https://www.unicode.org/reports/tr9/#Mirroring. */
const ARROWS = { ltr: '→', rtl: '←' };

function rowsOf(
  { now, after, per, proration, seats }: Quote,
  words: typeof PRICE_WORDS,
  { locale, dir }: Pick<Props, 'locale' | 'dir'>,
) {
  const money = ({ amount, currency }: Money) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  const credit = (proration?.amount ?? 0) < 0;
  const count = new Intl.NumberFormat(locale);
  return [
    [words.priceNow, `${money(now)} ${words[per ?? 'month']}`],
    [words.priceAfter, `${money(after)} ${words[per ?? 'month']}`],
    ...(seats
      ? [[words.priceSeats, `${count.format(seats.now)} ${ARROWS[dir]} ${count.format(seats.after)}`]]
      : []),
    ...(proration
      ? [
          [
            credit ? words.priceCredit : words.priceDue,
            money({ ...proration, amount: Math.abs(proration.amount) }),
          ],
        ]
      : []),
  ];
}

/** What a change costs, before the click: price now and after, seats, and what is due at once. */
export function QuoteView({ label, priced, words: given, onAgain, ...reader }: Props) {
  const words = { ...PRICE_WORDS, ...given };
  return (
    <div class="quote" aria-busy={priced.state === 'asking'}>
      {label && <p class="title">{label}</p>}
      {priced.state === 'known' && (
        <dl>
          {rowsOf(priced.quote, words, reader).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p class="status" role="status">
        {priced.state === 'asking' && words.priceAsking}
        {priced.state === 'failed' && `${words.priceFailed} ${priced.message}`}
        {priced.state === 'known' && priced.changed && words.priceChanged}
      </p>
      {priced.state === 'failed' && (
        <button type="button" onClick={onAgain}>
          {words.priceAgain}
        </button>
      )}
    </div>
  );
}
