// What several runs say together.

const ascending = (samples) => [...samples].sort((a, b) => a - b);

/** The value that half of the samples do not exceed; the mean of the middle two where their number is even. */
export function median(samples) {
  const sorted = ascending(samples);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest sample that at least `share` (0 to 1) of the samples do not exceed. */
export function percentile(samples, share) {
  const sorted = ascending(samples);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** @returns `{ median, min, max, runs }` */
export function summarise(samples) {
  if (samples.length === 0) throw new Error('there are no samples: run the measurement at least once');
  return {
    median: median(samples),
    min: Math.min(...samples),
    max: Math.max(...samples),
    runs: samples.length,
  };
}
