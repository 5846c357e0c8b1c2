import { summarise } from './statistics.mjs';

/**
 * One row of the report.
 *
 * @param what the measured thing, in words
 * @param unit of both values, such as `µs`
 * @param samples one number for each run
 * @param base the samples that these are compared with, if any
 * @param goal one of goals.mjs; none for a row that only informs
 * @returns `{ what, unit, goal, measured, base, ratio, verdict }`; `measured` and `base` are summaries, `ratio` is of
 *   their medians, `verdict` is `met` or `not met`. What does not apply is left out.
 */
export function result({ what, unit, samples, base: baseSamples, goal }) {
  const measured = summarise(samples);
  const base = baseSamples && summarise(baseSamples);
  return {
    what,
    unit,
    ...(goal && { goal: goal.text }),
    measured,
    ...(base && { base }),
    ...(base?.median > 0 && { ratio: measured.median / base.median }),
    ...(goal && { verdict: goal.isMet(measured, base) ? 'met' : 'not met' }),
  };
}
