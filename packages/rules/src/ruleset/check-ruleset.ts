import { type Issue, issue, RULESET_SCHEMA, type Ruleset } from '@tendril/protocol';
import { compileCondition } from '../condition/compile-condition.js';
import { createCounters } from '../counters/counters.js';
import { createEngine } from '../create-engine.js';
import { textOperators } from '../regex/text-operators.js';
import { blocks } from './blocks.js';
import { calculators } from './calculators.js';
import { conditionsOf } from './conditions-of.js';
import { duplicates } from './duplicates.js';
import { matchSchema } from './match-schema.js';
import { needsCover } from './needs-cover.js';
import { overlaps } from './overlaps.js';
import { surveys } from './surveys.js';
import { templates } from './templates.js';
import { unreachableStages } from './unreachable-stages.js';
import { upsells } from './upsells.js';

export interface CheckedRuleset {
  /** Present only when there is no issue. */
  ruleset?: Ruleset;
  /** Every one names its path in the document and the cure. */
  issues: Issue[];
  /** What is sound, and yet hardly what was meant. Looked for only when there is no issue. */
  warnings?: Issue[];
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

/** Stands for what happened: here it only matters that one may ask. */
const did = () => () => undefined;

/** Every condition; what one event did says nothing of those before it. */
function conditions(ruleset: Ruleset): Issue[] {
  const seen = new Set<string>();
  return conditionsOf(ruleset).flatMap(({ condition, path, of }) => {
    const { issues } = compileCondition(condition, { ...ruleset, ...(of === 'facts' && { did }) }, path);
    // What is wrong with a segment is found again in every condition that names it.
    const fresh = issues.filter((found) => !seen.has(`${found.path} ${found.code}`));
    for (const found of fresh) seen.add(`${found.path} ${found.code}`);
    return fresh;
  });
}

/** A score that is read before it is declared, or not declared at all. */
const scores = (ruleset: Ruleset): Issue[] =>
  createEngine(ruleset, { regex: textOperators, counters: createCounters() })
    .faults.filter(({ code }) => code === 'score')
    .map(({ code, path, detail = '' }) =>
      issue(
        code,
        path,
        `reads ${detail}, which is not declared before it`,
        'declare it in `scores`, before what reads it',
      ),
    );

/** A button that opens a page names it. */
function links({ nudges }: Ruleset): Issue[] {
  return nudges.flatMap(({ what: { content } }, index) =>
    Object.entries(content).flatMap(([locale, { actions = [] }]) =>
      actions.flatMap((action, which) => {
        if (action.do !== 'navigate' || action.url) return [];
        const at = `nudges[${index}].what.content.${locale}.actions[${which}].url`;
        return [issue('required', at, 'is missing', 'give the address that the button opens')];
      }),
    ),
  );
}

/** What a place needs that the schema can not say: a slot surface names its slot, an anchor its anchor. */
function places({ nudges }: Ruleset): Issue[] {
  return nudges.flatMap(({ where }, index) => {
    const named =
      where.surface === 'slot'
        ? (where.slot ?? where.selector)
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
    ...links(ruleset),
    ...blocks(ruleset),
    ...surveys(ruleset),
    ...calculators(ruleset),
    ...templates(ruleset),
    ...conditions(ruleset),
  ];
  // A defective condition leaves nothing to say of the scores that it reads.
  if (!issues.length) issues.push(...scores(ruleset));
  if (issues.length) return { issues };
  const looks = [overlaps, unreachableStages, needsCover, upsells];
  const warnings = looks.flatMap((look) => look(ruleset));
  return { ruleset, issues, warnings };
}
