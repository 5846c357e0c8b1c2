// "cubot" is a maker of phones.
const BOT =
  /(?<!cu)bot\b|crawl|spider|slurp|headless|lighthouse|pingdom|uptime|phantomjs|facebookexternalhit|embedly|preview/i;

/** Whether a user agent names itself as a program. Such events are marked and never dropped. */
export const isBot = (userAgent: string | undefined): boolean =>
  userAgent !== undefined && BOT.test(userAgent);
