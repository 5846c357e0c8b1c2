import type { Ruleset } from '@tendril/protocol';
import type { Counters, Engine } from '@tendril/rules';

/** What was counted explains a nudge as its facts do. */
export const explainByCounts = (engine: Engine, { segments }: Ruleset, counters: Counters): Engine => ({
  ...engine,
  candidates: (now) =>
    engine.candidates(now).map((candidate) => ({
      ...candidate,
      values() {
        const own = JSON.stringify(candidate.nudge);
        const text = own.includes('"$segment"') ? own + JSON.stringify(segments) : own;
        return { ...candidate.values(), ...counters.counted(text, now) };
      },
    })),
});
