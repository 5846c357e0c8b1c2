/** What stands in braces: a value by name, and how it is written. */
export interface TemplateArgument {
  name: string;
  /** Said where the value is missing. */
  fallback?: string;
  kind?: string;
  style?: string;
  branches?: TemplateBranches;
}
export type TemplatePart = string | TemplateArgument;
export type TemplateBranches = { [selector: string]: TemplatePart[] };

/**
 * Splits a template of the small ICU MessageFormat subset that nudges use into text and arguments; `{` and `}` nest.
 * Throws a SyntaxError that says where it is broken; kinds and styles are the check's.
 * https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */
export function parseTemplate(template: string): TemplatePart[] {
  let at = 0;

  function broken(wanted: string): never {
    throw new SyntaxError(`expected ${wanted} at ${at} in ${JSON.stringify(template)}`);
  }

  function until(stops: string): string {
    const start = at;
    while (at < template.length && !stops.includes(template[at] ?? '')) at += 1;
    return template.slice(start, at).trim();
  }

  function has(char: string): boolean {
    if (template[at] !== char) return false;
    at += 1;
    return true;
  }

  const take = (char: string): unknown => has(char) || broken(char);

  function branches(): TemplateBranches {
    // Branches are named by facts: without a prototype, none is called `constructor`.
    const found: TemplateBranches = Object.create(null);
    for (let key = until('{}'); key; key = until('{}')) {
      take('{');
      found[key] = parts('}');
      take('}');
    }
    return found.other ? found : broken('other{…}');
  }

  function argument(): TemplatePart {
    take('{');
    const part: TemplateArgument = { name: until(',{}|') };
    if (!part.name) broken('a name');
    if (has('|')) part.fallback = until(',{}');
    if (has(',')) {
      part.kind = until(',{}');
      const styled = has(',');
      if (part.kind === 'plural' || part.kind === 'select') {
        if (!styled) broken(',');
        part.branches = branches();
      } else if (styled) part.style = until('{}');
    }
    take('}');
    return part;
  }

  function parts(end?: '}'): TemplatePart[] {
    const found: TemplatePart[] = [];
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
