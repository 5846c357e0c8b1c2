import type { Arm, Content, ContentAction, Nudge, Stage } from '@tendril/protocol';

/** Texts of a nudge as a person reads them. */
export interface FilledContent {
  title: string;
  body: string;
  note: string;
  dismissLabel: string;
  actions: ContentAction[];
  /** Words and labels that replace those of the view and of the document; not filled yet. */
  text: { [key: string]: string };
  locale: string;
}

/** What the stage, the arm and the nudge say, in one locale. */
export interface ChosenContent {
  content: Content;
  locale: string;
}

type Contents = { [locale: string]: Content } | undefined;

/** `zh-Hant-TW`, `zh-Hant`, `zh`. */
function localesFor(wanted: string): string[] {
  const parts = wanted.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/**
 * What the stage says wins over what the arm says, and that over what the nudge says, text by text. A locale is taken
 * that all of them speak: a stage that lacks it would otherwise show the text of another one.
 */
export function chooseContent(
  nudge: Nudge,
  stage: Stage | undefined,
  arm: Arm | undefined,
  wanted: string,
): ChosenContent {
  const sources: Contents[] = [nudge.what.content, arm?.content, stage?.content];
  const isSpoken = (one: string) => sources.every((source) => !source || source[one]);
  const locale = localesFor(wanted).find(isSpoken) ?? nudge.what.locale;
  const spoken = sources.map((source) => source?.[locale]);
  const text = Object.assign({}, ...spoken.map((content) => content?.text));
  return { content: Object.assign({}, ...spoken, { text }), locale };
}

/** Fills the texts in. Throws a MissingFact where that can not be done. */
export function fillContent(
  { content, locale }: ChosenContent,
  fill: (template: string, values?: { readonly [name: string]: unknown }, encode?: boolean) => string,
): FilledContent {
  const filled = (template = '') => template && fill(template);
  return {
    title: filled(content.title),
    body: filled(content.body),
    note: filled(content.note),
    dismissLabel: filled(content.dismissLabel) || 'Dismiss',
    actions: (content.actions ?? []).map((action) => ({
      ...action,
      label: fill(action.label),
      ...(action.url && { url: fill(action.url, {}, true) }),
    })),
    text: content.text ?? {},
    locale,
  };
}
