import { parseTemplate, type TemplateArgument, type TemplatePart } from '@tendril/rules';
import { isText, writePlain } from './fill-plain.js';
import type { Filling, FillTemplate } from './filling.js';
import { formatDate, formatNumber, formatRelative, pluralOf } from './format-value.js';
import { MissingFact } from './missing-fact.js';

/** Undefined where the value is of no use for this kind. */
function write(
  value: string | number | boolean,
  { kind, style = '' }: TemplateArgument,
  filling: Filling,
): string | undefined {
  const { locale, now, encode } = filling;
  if (encode) return writePlain(value, filling);
  if (kind === 'date') return formatDate(value, style, locale, now);
  if (kind === 'relative') return formatRelative(value, style, locale, now);
  if (kind !== 'number' && typeof value !== 'number') return writePlain(value, filling);
  const number = Number(value);
  return Number.isNaN(number) ? undefined : formatNumber(number, style, locale);
}

/**
 * Fills a template of the small ICU MessageFormat subset that nudges use: `{name}`, `{name,number}`,
 * `{name,number,percent}`, `{name,number,currency:USD}`, `{name,date}`, `{name,relative}`,
 * `{name,plural,one{# seat}other{# seats}}` and `{name,select,a{…}other{…}}`. After the name, `|` leads in what stands
 * there when the value is missing: `{user.name|there}`. The result is text, never markup. Throws a MissingFact where a
 * value is missing that nothing stands for, and a SyntaxError on a broken template.
 */
export const fillTemplate: FillTemplate = (template, lookup, filling) => {
  const render = (parts: TemplatePart[], count?: number): string =>
    parts.map((part) => one(part, count)).join('');

  function one(part: TemplatePart, count: number | undefined): string {
    if (typeof part === 'string')
      return count === undefined ? part : part.replaceAll('#', formatNumber(count, '', filling.locale));
    const { name, kind, fallback, branches } = part;
    const value = lookup(name);
    // Its `other` is what stands for everything else.
    if (branches && kind === 'select')
      return render(branches[`${value ?? null}`] ?? branches.other ?? [], count);
    if (branches) {
      const number = Number(isText(value) ? value : (fallback ?? Number.NaN));
      if (Number.isNaN(number)) throw new MissingFact(name);
      const branch = branches[`=${number}`] ?? branches[pluralOf(number, filling.locale)] ?? branches.other;
      return render(branch ?? [], number);
    }
    const written = (isText(value) ? write(value, part, filling) : undefined) ?? fallback;
    if (written === undefined) throw new MissingFact(name);
    return written;
  }

  return render(parseTemplate(template));
};
