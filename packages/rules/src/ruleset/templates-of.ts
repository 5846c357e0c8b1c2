import type { Content, Nudge } from '@tendril/protocol';

/** A template of a document: where it stands. */
export interface PlacedTemplate {
  template: string;
  path: string;
}

/** Properties of contents and blocks that hold a template. */
const TEMPLATES = ['title', 'body', 'note', 'dismissLabel', 'label', 'hint', 'unit', 'low', 'high'];
/** These do so in some blocks only. */
const IN_BLOCKS: { [block: string]: readonly string[] } = { plans: ['name', 'price'], recap: ['value'] };

/** These hold no texts, and may be deep. */
const OTHER = ['formula', 'done', 'next'];

/** Every text under a value: those of the named properties, and each of a list or table of texts. */
function textsIn(value: unknown, path: string, names: readonly string[]): PlacedTemplate[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (OTHER.includes(key)) return [];
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    if (typeof inner === 'string') return names.includes(key) ? [{ template: inner, path: at }] : [];
    if (key === 'text' || key === 'features')
      return Object.entries(inner ?? {}).map(([name, template]) => ({
        template: String(template),
        path: `${at}.${name}`,
      }));
    return textsIn(inner, at, names);
  });
}

const contentsIn = (contents: { [locale: string]: Content } | undefined, path: string) =>
  Object.entries(contents ?? {}).flatMap(([locale, content]) => [
    ...textsIn(content, `${path}.${locale}`, TEMPLATES),
    ...(content.actions ?? []).flatMap(({ url }, index) =>
      url ? [{ template: url, path: `${path}.${locale}.actions[${index}].url` }] : [],
    ),
  ]);

/** Every template of a nudge, in the order of the document. */
export function templatesOf({ what, test }: Nudge, at: string): PlacedTemplate[] {
  const blocks = ['plans', 'meters', 'checklist', 'survey', 'calculator', 'recap'] as const;
  return [
    ...contentsIn(what.content, `${at}.what.content`),
    ...(what.stages ?? []).flatMap(({ content }, index) =>
      contentsIn(content, `${at}.what.stages[${index}].content`),
    ),
    ...(test?.arms ?? []).flatMap(({ content }, index) =>
      contentsIn(content, `${at}.test.arms[${index}].content`),
    ),
    ...blocks.flatMap((block) =>
      textsIn(what[block], `${at}.what.${block}`, [...TEMPLATES, ...(IN_BLOCKS[block] ?? [])]),
    ),
  ];
}
