import type { Quote } from '@tendril/core';

/** Throws where a price that the host gave can not be written: nobody is shown `NaN`, or asked to pay it. */
export function checkQuote({ now, after, proration, seats, per }: Quote): void {
  const due = proration ?? now;
  const figures = [now?.amount, after?.amount, due?.amount, ...(seats ? [seats.now, seats.after] : [])];
  if (!figures.every(Number.isFinite) || !['month', 'year'].includes(per ?? 'month'))
    throw new Error('The price that was given is none.');
  for (const { currency } of [now, after, due]) new Intl.NumberFormat('en', { style: 'currency', currency });
}
