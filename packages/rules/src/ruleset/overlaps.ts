import { type Issue, issue, type Nudge, type Ruleset } from '@tendril/protocol';
import { surfaceKey } from '../arbiter/surface-key.js';

const prioritiesOf = ({ priority = 50, what: { stages } }: Nudge): number[] =>
  stages?.length ? stages.map((stage) => stage.priority ?? priority) : [priority];

/** Neither begins after the other has ended. */
function mayMeet({ schedule: a = {} }: Nudge, { schedule: b = {} }: Nudge): boolean {
  const isOver = (end: string | undefined, start: string | undefined) =>
    end !== undefined && start !== undefined && Date.parse(end) <= Date.parse(start);
  return !isOver(a.end, b.start) && !isOver(b.end, a.start);
}

/** Warns of nudges that compete for a surface with equal priority: the older start or the id decides, by chance. */
export function overlaps({ nudges }: Ruleset): Issue[] {
  return nudges.flatMap((nudge, index) => {
    const priorities = prioritiesOf(nudge);
    const rival = nudges.findIndex(
      (other, at) =>
        at < index &&
        surfaceKey(other) === surfaceKey(nudge) &&
        mayMeet(other, nudge) &&
        prioritiesOf(other).some((one) => priorities.includes(one)),
    );
    if (rival < 0) return [];
    const shared = prioritiesOf(nudges[rival] as Nudge).find((one) => priorities.includes(one));
    const message = `has priority ${shared} on ${surfaceKey(nudge)}, as nudges[${rival}] (${nudges[rival]?.id}) has`;
    return [
      issue('overlap', `nudges[${index}].priority`, message, 'give the more important one a higher priority'),
    ];
  });
}
