import { type Issue, issue, type NudgeType, type Ruleset } from '@tendril/protocol';
import { duplicates } from './duplicates.js';

/** What a type can not be drawn without. */
const NEEDED = {
  meter: 'meters',
  checklist: 'checklist',
  survey: 'survey',
  calculator: 'calculator',
  recap: 'recap',
} as const satisfies { [type in NudgeType]?: string };

/** A type that shows more than texts has the block that holds it; and lists have an id once. */
export const blocks = ({ nudges }: Ruleset): Issue[] =>
  nudges.flatMap(({ type, what }, index) => {
    const at = `nudges[${index}].what`;
    const block = NEEDED[type as keyof typeof NEEDED];
    const missing = block && !what[block] && !what.component;
    return [
      ...(missing ? [issue('required', `${at}.${block}`, 'is missing', `say what the ${type} shows`)] : []),
      ...duplicates(what.plans ?? [], `${at}.plans`),
      ...duplicates(what.checklist?.items ?? [], `${at}.checklist.items`),
      ...duplicates(what.recap?.figures ?? [], `${at}.recap.figures`),
    ];
  });
