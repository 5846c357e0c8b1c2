// What a measurement should reach. A goal is `{ text, isMet }`; `isMet(measured, base)` takes two summaries
// (statistics.mjs): of what is measured, and of what it is compared with.

/** The value itself. */
export const atMost = (limit, unit) => ({
  text: `<= ${limit} ${unit}`,
  isMet: (measured) => measured.median <= limit,
});

/** The value as a multiple of what it is compared with. */
export const ratioAtMost = (limit) => ({
  text: `<= ${limit} x`,
  isMet: (measured, base) => measured.median <= limit * base.median,
});

export const atLeast = (limit, unit) => ({
  text: `>= ${limit} ${unit}`,
  isMet: (measured) => measured.median >= limit,
});

export const ratioAtLeast = (limit) => ({
  text: `>= ${limit} x`,
  isMet: (measured, base) => measured.median >= limit * base.median,
});

/** The value less what it is compared with. */
export const aboveBaseAtMost = (limit, unit) => ({
  text: `<= reference + ${limit} ${unit}`,
  isMet: (measured, base) => measured.median - base.median <= limit,
});

/** No more than what it is compared with. A difference within the noise, where the two ranges overlap, is none. */
export const noMore = () => ({
  text: '<= 1 x + noise',
  isMet: (measured, base) => measured.median <= base.median || measured.min <= base.max,
});
