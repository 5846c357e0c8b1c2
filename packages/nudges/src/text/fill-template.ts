/** Reads the value of a name such as `usage.seats.used`. */
export type Lookup = (name: string) => unknown;

type Branches = { [selector: string]: Part[] };
type Part = string | { name: string; kind?: string; style?: string; branches?: Branches };

/** Splits a template into text and arguments; `{` and `}` nest. Throws a text that says where it is broken. */
function parse(template: string): Part[] {
  let at = 0;

  function until(stops: string): string {
    const start = at;
    while (at < template.length && !stops.includes(template[at] ?? '')) at += 1;
    return template.slice(start, at).trim();
  }

  function take(char: string): void {
    if (template[at] !== char)
      throw new SyntaxError(`expected ${char} at ${at} in ${JSON.stringify(template)}`);
    at += 1;
  }

  function branches(): Branches {
    const found: Branches = {};
    for (let key = until('{}'); key; key = until('{}')) {
      take('{');
      found[key] = parts('}');
      take('}');
    }
    return found;
  }

  function argument(): Part {
    take('{');
    const part: Exclude<Part, string> = { name: until(',}') };
    if (template[at] === ',') {
      at += 1;
      part.kind = until(',}');
      if (template[at] === ',') {
        at += 1;
        if (part.kind === 'plural' || part.kind === 'select') part.branches = branches();
        else part.style = until('}');
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
    return new Intl.NumberFormat(locale, options).format(Number(value));
  }
  if (kind === 'date')
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(value as string));
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
    const value = lookup(part.name);
    if (!part.branches) return format(value, part.kind, part.style, locale);
    const branch = choose(part.branches, part.kind, value, locale);
    return render(branch, part.kind === 'plural' ? value : count);
  }

  return render(parse(template));
}
