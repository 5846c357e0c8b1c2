/** Reads the value of a name such as `usage.seats.used`. */
export type Lookup = (name: string) => unknown;

type Branches = { [selector: string]: Part[] };
type Part = string | { name: string; kind?: string; style?: string; branches?: Branches };

const KINDS = ['number', 'date', 'plural', 'select'];

/** Splits a template into text and arguments; `{` and `}` nest. Throws a text that says where it is broken. */
function parse(template: string): Part[] {
  let at = 0;

  function broken(wanted: string): never {
    throw new SyntaxError(`expected ${wanted} at ${at} in ${JSON.stringify(template)}`);
  }

  function until(stops: string): string {
    const start = at;
    while (at < template.length && !stops.includes(template[at] ?? '')) at += 1;
    return template.slice(start, at).trim();
  }

  function take(char: string): void {
    if (template[at] !== char) broken(char);
    at += 1;
  }

  function branches(): Branches {
    // Branches are named by facts: without a prototype, none is called `constructor`.
    const found: Branches = Object.create(null);
    for (let key = until('{}'); key; key = until('{}')) {
      take('{');
      found[key] = parts('}');
      take('}');
    }
    return found;
  }

  function argument(): Part {
    take('{');
    const part: Exclude<Part, string> = { name: until(',{}') };
    if (!part.name) broken('a name');
    if (template[at] === ',') {
      at += 1;
      part.kind = until(',{}');
      if (!KINDS.includes(part.kind)) broken(`one of ${KINDS.join(', ')}`);
      if (part.kind === 'plural' || part.kind === 'select') {
        take(',');
        part.branches = branches();
      } else if (template[at] === ',') {
        at += 1;
        part.style = until('}');
      }
    }
    take('}');
    return part;
  }

  function parts(end?: '}'): Part[] {
    const found: Part[] = [];
    while (at < template.length && template[at] !== end) {
      if (template[at] === '{') found.push(argument());
      else {
        const start = at;
        while (at < template.length && template[at] !== '{' && template[at] !== end) at += 1;
        found.push(template.slice(start, at));
      }
    }
    return found;
  }

  return parts();
}

const NUMBER_STYLES: { [style: string]: Intl.NumberFormatOptions } = { percent: { style: 'percent' } };

function format(value: unknown, kind: string | undefined, style: string | undefined, locale: string): string {
  if (value === null || value === undefined) return '';
  if (kind === 'number') {
    const [name = '', currency] = (style ?? '').split(':');
    const options =
      name === 'currency' && currency ? { style: 'currency' as const, currency } : NUMBER_STYLES[name];
    return Number.isNaN(Number(value))
      ? String(value)
      : new Intl.NumberFormat(locale, options).format(Number(value));
  }
  if (kind === 'date') {
    const date = new Date(value as string);
    // The fact is wrong, not the template: say it as it is.
    if (Number.isNaN(date.getTime())) return String(value);
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(date);
  }
  return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : String(value);
}

function choose(branches: Branches, kind: string | undefined, value: unknown, locale: string): Part[] {
  const exact = kind === 'plural' ? `=${value}` : String(value);
  const key = kind === 'plural' ? new Intl.PluralRules(locale).select(Number(value)) : exact;
  return branches[exact] ?? branches[key] ?? branches.other ?? [];
}

/**
 * Fills a template of the small ICU MessageFormat subset that nudges use: `{name}`, `{name,number}`,
 * `{name,number,percent}`, `{name,number,currency:USD}`, `{name,date}`, `{name,plural,one{# seat}other{# seats}}` and
 * `{name,select,a{…}other{…}}`. Missing values are empty. The result is text, never markup. Throws a SyntaxError on a
 * broken template. https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */
export function fillTemplate(template: string, lookup: Lookup, locale: string): string {
  const render = (parts: Part[], count?: unknown): string => parts.map((part) => one(part, count)).join('');

  function one(part: Part, count: unknown): string {
    if (typeof part === 'string')
      return count === undefined ? part : part.replaceAll('#', format(count, 'number', '', locale));
    const value = lookup(part.name) ?? null;
    if (!part.branches) return format(value, part.kind, part.style, locale);
    const branch = choose(part.branches, part.kind, value, locale);
    return render(branch, part.kind === 'plural' ? value : count);
  }

  return render(parse(template));
}
