/** What is said of prices. A document replaces it by keys such as `priceNow` in `content.<locale>.text`. */
export const PRICE_WORDS = {
  priceAsking: 'Asking for the price…',
  priceFailed: 'The price could not be had:',
  priceAgain: 'Ask again',
  priceChanged: 'The price has changed.',
  priceNow: 'Now',
  priceAfter: 'After the change',
  priceDue: 'Due today',
  priceCredit: 'Credit',
  priceSeats: 'Seats',
  month: 'a month',
  year: 'a year',
};
