import type { Arm, Content, ContentAction, Nudge, Stage } from '@tendril/protocol';
import { fillTemplate, type Lookup } from './fill-template.js';

/** Texts of a nudge as a person reads them. */
export interface FilledContent {
  title: string;
  body: string;
  note: string;
  dismissLabel: string;
  actions: ContentAction[];
  locale: string;
}

type Contents = { [locale: string]: Content } | undefined;

/** `pt-BR`, then `pt`, then the nudge's own locale. */
const localesFor = (wanted: string, nudge: Nudge): string[] => [
  wanted,
  wanted.split('-')[0] ?? wanted,
  nudge.what.locale,
];

/** What the stage says wins over what the arm says, and that over what the nudge says, text by text. */
export function chooseContent(
  nudge: Nudge,
  stage: Stage | undefined,
  arm: Arm | undefined,
  wanted: string,
  lookup: Lookup,
): FilledContent {
  const sources: Contents[] = [nudge.what.content, arm?.content, stage?.content];
  const locale = localesFor(wanted, nudge).find((one) => nudge.what.content[one]) ?? nudge.what.locale;
  const content: Content = Object.assign({}, ...sources.map((source) => source?.[locale]));
  const fill = (template: string | undefined) => (template ? fillTemplate(template, lookup, locale) : '');
  return {
    title: fill(content.title),
    body: fill(content.body),
    note: fill(content.note),
    dismissLabel: fill(content.dismissLabel) || 'Dismiss',
    actions: (content.actions ?? []).map((action) => ({ ...action, label: fill(action.label) })),
    locale,
  };
}
