import { type Issue, issue, RULESET_SCHEMA, type Ruleset } from '@tendril/protocol';
import { compileCondition } from '../condition/compile-condition.js';
import { describeFault } from '../condition/describe-fault.js';
import { createEngine } from '../engine.js';
import { matchSchema } from './match-schema.js';

export interface CheckedRuleset {
  /** Present only when there is no issue. */
  ruleset?: Ruleset;
  /** Every one names its path in the document and the cure. */
  issues: Issue[];
}

/** An issue for every id of a list that an earlier entry has too. */
function duplicates(list: readonly { id: string }[], at: string): Issue[] {
  const seen = new Map<string, number>();
  return list.flatMap(({ id }, index) => {
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, index);
      return [];
    }
    return [
      issue(
        'duplicate',
        `${at}[${index}].id`,
        `${at}[${first}] has the id ${id} too`,
        'give each its own id',
      ),
    ];
  });
}

const repeats = ({ nudges }: Ruleset): Issue[] => [
  ...duplicates(nudges, 'nudges'),
  ...nudges.flatMap(({ what, test }, index) => [
    ...duplicates(what.stages ?? [], `nudges[${index}].what.stages`),
    ...duplicates(test?.arms ?? [], `nudges[${index}].test.arms`),
  ]),
];

/** Texts fall back to the nudge's own locale, so it must have them. */
const texts = ({ nudges }: Ruleset): Issue[] =>
  nudges.flatMap(({ what: { locale, content } }, index) =>
    Object.hasOwn(content, locale)
      ? []
      : [
          issue(
            'required',
            `nudges[${index}].what.content.${locale}`,
            'is missing',
            `add it, or make locale one of ${Object.keys(content).join(', ')}`,
          ),
        ],
  );

/** Conditions that the engine does not read, or reads only where a nudge names them. */
const otherConditions = (ruleset: Ruleset): Issue[] => [
  ...Object.entries(ruleset.segments ?? {}).flatMap(
    ([name, condition]) => compileCondition(condition, ruleset, `segments.${name}`).issues,
  ),
  ...ruleset.nudges.flatMap(
    ({ goal }, index) => compileCondition(goal?.where ?? {}, ruleset, `nudges[${index}].goal.where`).issues,
  ),
];

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
  const issues = [
    ...repeats(ruleset),
    ...places(ruleset),
    ...texts(ruleset),
    ...otherConditions(ruleset),
    ...createEngine(ruleset).faults.map(describeFault),
  ];
  return issues.length ? { issues } : { ruleset, issues };
}
