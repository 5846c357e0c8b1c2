import type { Nudge } from '@tendril/protocol';
import { type Decision, surfaceKey } from '@tendril/rules';

/** A decision as the page follows it. */
export type ToShow = Decision & {
  /** Somebody tries it out: it shows in spite of every gate, and counts nowhere. */
  preview?: true;
};

/** Nudges that somebody tries out on this page, by the panel of `tendril.debug()`. */
export interface Previews {
  has(nudge: string): boolean;
  /** Shows a nudge in this stage; empty for one without stages. */
  start(nudge: string, stage: string): void;
  end(nudge: string): void;
  /** The decisions with what is tried out in the place of what would be there. */
  over(decisions: readonly Decision[], nudges: ReadonlyMap<string, Nudge>): ToShow[];
}

const forced = (nudge: Nudge, stage: string): ToShow => ({
  nudge: nudge.id,
  rev: nudge.rev,
  show: true,
  reason: 'shown',
  gates: [],
  stage,
  episode: `preview:${stage}`,
  surface: surfaceKey(nudge),
  ghost: false,
  preview: true,
});

export function createPreviews(onChange: () => void): Previews {
  const stages = new Map<string, string>();
  return {
    has: (nudge) => stages.has(nudge),
    start(nudge, stage) {
      stages.set(nudge, stage);
      onChange();
    },
    end(nudge) {
      if (stages.delete(nudge)) onChange();
    },
    over(decisions, nudges) {
      const tried = [...stages].flatMap(([id, stage]) => {
        const nudge = nudges.get(id);
        return nudge ? forced(nudge, stage) : [];
      });
      const isTaken = ({ nudge, surface }: Decision) =>
        tried.some((one) => one.nudge === nudge || one.surface === surface);
      return [...tried, ...decisions.filter((one) => !isTaken(one))];
    },
  };
}
