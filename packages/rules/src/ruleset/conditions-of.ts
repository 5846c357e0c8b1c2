import type { Ruleset } from '@tendril/protocol';

/**
 * A condition of a document: where it stands, and what it is asked of: a person's facts, one event, or the answers of a
 * survey.
 */
export interface PlacedCondition {
  condition: unknown;
  path: string;
  of: 'facts' | 'event' | 'answers';
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
        ...(what.checklist?.items ?? []).map((item, which) =>
          facts(item.done, `${at}.what.checklist.items[${which}].done`),
        ),
        ...(what.survey?.steps ?? []).flatMap(({ next = [] }, which) =>
          next.map(
            (jump, one): PlacedCondition => ({
              condition: jump.if ?? {},
              path: `${at}.what.survey.steps[${which}].next[${one}].if`,
              of: 'answers',
            }),
          ),
        ),
        event(goal?.where ?? {}, `${at}.goal.where`),
      ];
    }),
  ];
}
