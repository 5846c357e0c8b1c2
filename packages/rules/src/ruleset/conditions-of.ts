import type { Ruleset } from '@tendril/protocol';

/** A condition of a document: where it stands, and whether it is asked of a person's facts or of one event. */
export interface PlacedCondition {
  condition: unknown;
  path: string;
  of: 'facts' | 'event';
}

/** Every condition of a ruleset, in the order of the document. */
export function conditionsOf({ segments = {}, scores = {}, nudges }: Ruleset): PlacedCondition[] {
  const facts = (condition: unknown, path: string): PlacedCondition => ({ condition, path, of: 'facts' });
  const event = (condition: unknown, path: string): PlacedCondition => ({ condition, path, of: 'event' });
  return [
    ...Object.entries(segments).map(([name, condition]) => facts(condition, `segments.${name}`)),
    ...Object.entries(scores).flatMap(([name, parts]) =>
      parts.map((part, index) => facts(part.if, `scores.${name}[${index}].if`)),
    ),
    ...nudges.flatMap(({ who = {}, when, what, goal }, index) => {
      const at = `nudges[${index}]`;
      return [
        facts(who, `${at}.who`),
        ...when.on.flatMap((trigger, which) =>
          'event' in trigger ? event(trigger.where ?? {}, `${at}.when.on[${which}].where`) : [],
        ),
        ...(when.unless ?? []).map((cancel, which) =>
          event(cancel.where ?? {}, `${at}.when.unless[${which}].where`),
        ),
        ...(what.stages ?? []).map((stage, which) => facts(stage.if, `${at}.what.stages[${which}].if`)),
        event(goal?.where ?? {}, `${at}.goal.where`),
      ];
    }),
  ];
}
