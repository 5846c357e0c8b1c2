import { type Issue, issue, type Schema } from '@tendril/protocol';

type Report = (...args: Parameters<typeof issue>) => void;
type Check = (
  value: never,
  schema: Schema,
  at: string,
  match: (value: unknown, schema: Schema, at: string) => void,
  report: Report,
) => void;

const typeOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : Number.isInteger(value)
        ? 'integer'
        : typeof value;

const isType = (value: unknown, type: string): boolean =>
  typeOf(value) === type || (type === 'number' && typeof value === 'number');

const quoted = (values: readonly string[]): string => values.map((value) => JSON.stringify(value)).join(', ');

const checkObject: Check = (value: Record<string, unknown>, schema, at, match, report) => {
  const { properties = {}, additionalProperties: rest, required = [] } = schema;
  for (const name of required)
    if (!Object.hasOwn(value, name)) report('required', `${at}.${name}`, 'is missing', `add ${name}`);
  if (Object.keys(value).length < (schema.minProperties ?? 0))
    report('required', at, 'is empty', 'add an entry');
  for (const [name, inner] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : rest;
    if (known) match(inner, known, `${at}.${name}`);
    else if (known === false)
      report(
        'unknown-key',
        `${at}.${name}`,
        'is not known here',
        `remove it, or use one of ${quoted(Object.keys(properties))}`,
      );
  }
};

const checkArray: Check = (
  value: unknown[],
  { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY },
  at,
  match,
  report,
) => {
  if (value.length < minItems) report('required', at, 'has too few entries', `give it at least ${minItems}`);
  if (value.length > maxItems) report('limit', at, 'has too many entries', `give it at most ${maxItems}`);
  else if (items) for (const [index, one] of value.entries()) match(one, items, `${at}[${index}]`);
};

const checkScalar: Check = (value: string | number | boolean, schema, at, _, report) => {
  const wrong = (cure: string) => report('value', at, `${JSON.stringify(value)} is not allowed`, cure);
  if (schema.enum && !schema.enum.includes(String(value))) wrong(`use one of ${quoted(schema.enum)}`);
  if (schema.const !== undefined && value !== schema.const) wrong(`write ${JSON.stringify(schema.const)}`);
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(String(value)))
    wrong(schema.description ?? `match ${schema.pattern}`);
  if (Number(value) < (schema.minimum ?? Number.NEGATIVE_INFINITY)) wrong(`use at least ${schema.minimum}`);
  if (Number(value) > (schema.maximum ?? Number.POSITIVE_INFINITY)) wrong(`use at most ${schema.maximum}`);
};

/**
 * Issues of a value under the subset of JSON Schema that `Schema` describes. Our own, because it is small enough for
 * every place that reads a ruleset and says where and how to mend, which general validators leave to the caller.
 */
export function matchSchema(value: unknown, root: Schema): Issue[] {
  const issues: Issue[] = [];
  const report: Report = (code, at, ...rest) => issues.push(issue(code, at.replace(/^\./, ''), ...rest));

  function match(value: unknown, schema: Schema, at: string): void {
    const { $ref, type, description, anyOf } = schema;
    if ($ref) match(value, root.$defs?.[$ref.slice('#/$defs/'.length)] ?? {}, at);
    else if (type && !isType(value, type))
      report('type', at, `is ${typeOf(value)}, not ${type}`, `write ${description ?? `one of type ${type}`}`);
    else if (anyOf) matchAny(value, anyOf, description, at);
    else {
      const check = Array.isArray(value)
        ? checkArray
        : typeOf(value) === 'object'
          ? checkObject
          : checkScalar;
      check(value as never, schema, at, match, report);
    }
  }

  /** Reports the option that comes closest; where none stands out, what is possible. */
  function matchAny(
    value: unknown,
    options: readonly Schema[],
    description: string | undefined,
    at: string,
  ): void {
    const start = issues.length;
    const tried = options.map((option) => {
      match(value, option, at);
      return issues.splice(start);
    });
    const least = Math.min(...tried.map((found) => found.length));
    if (!least) return;
    const closest = tried.filter((found) => found.length === least);
    if (closest.length > 1 && description)
      report('value', at, 'has none of the possible forms', `write ${description}`);
    else issues.push(...(closest[0] ?? []));
  }

  match(value, root, '');
  return issues;
}
