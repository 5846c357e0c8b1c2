import { type Issue, issue, RULESET_SCHEMA, type Ruleset } from '@tendril/protocol';
import { createEngine } from '../engine.js';
import { matchSchema } from './match-schema.js';

export interface CheckedRuleset {
  /** Present only when there is no issue. */
  ruleset?: Ruleset;
  /** Every one names its path in the document and the cure. */
  issues: Issue[];
}

function duplicates({ nudges }: Ruleset): Issue[] {
  const seen = new Map<string, number>();
  return nudges.flatMap(({ id }, index) => {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, index);
    return first === undefined
      ? []
      : [
          issue(
            'duplicate',
            `nudges[${index}].id`,
            `nudges[${first}] has the id ${id} too`,
            'give each nudge its own id',
          ),
        ];
  });
}

/** What a place needs that the schema can not say: a slot surface names its slot, an anchor its anchor. */
function places({ nudges }: Ruleset): Issue[] {
  return nudges.flatMap(({ where }, index) => {
    const named =
      where.surface === 'slot'
        ? where.slot
        : where.surface === 'anchor'
          ? (where.anchor ?? where.selector)
          : '-';
    return named
      ? []
      : [
          issue(
            'required',
            `nudges[${index}].where.${where.surface}`,
            'is missing',
            `name the ${where.surface} on the page`,
          ),
        ];
  });
}

/**
 * Checks a whole ruleset document as publishing does: its shape against the schema, then what a schema can not say,
 * then every condition. Pure; never throws.
 */
export function checkRuleset(document: unknown): CheckedRuleset {
  const shape = matchSchema(document, RULESET_SCHEMA);
  if (shape.length) return { issues: shape };
  const ruleset = document as Ruleset;
  const issues = [...duplicates(ruleset), ...places(ruleset), ...createEngine(ruleset).issues];
  return issues.length ? { issues } : { ruleset, issues };
}
