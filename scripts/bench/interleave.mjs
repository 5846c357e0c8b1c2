// Several runs of several subjects, ABAB and not AABB: what slows the machine for a while then slows all of them.

/**
 * @param subjects functions that run once and return a sample, by name
 * @returns the samples of each, by the same names
 */
export async function interleave(runs, subjects) {
  const samples = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const [name, measure] of Object.entries(subjects)) samples[name].push(await measure());
  }
  return samples;
}
