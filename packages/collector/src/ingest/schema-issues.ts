import type { Issue, IssueCode } from '@tendril/protocol';

/** An error as TypeBox reports it; its shape is that of JSON Schema validators. */
export interface SchemaError {
  keyword: string;
  instancePath: string;
  params: object;
  message: string;
}

const CODES: Record<string, IssueCode> = {
  type: 'type',
  required: 'required',
  maxLength: 'limit',
  maxItems: 'limit',
};

/** `/context/0/name` → `context[0].name` */
const toPath = (pointer: string): string =>
  pointer
    .slice(1)
    .split('/')
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');

const join = (...parts: string[]): string => parts.filter((part) => part !== '').join('.');

const cureFor = ({ keyword, params }: SchemaError): string => {
  const { type, limit } = params as { type?: string; limit?: number };
  if (keyword === 'type') return `Send ${type === 'object' || type === 'array' ? 'an' : 'a'} ${type}.`;
  if (keyword === 'maxLength') return `Shorten it to ${limit} characters.`;
  if (keyword === 'minimum') return `Send ${limit} or more.`;
  if (keyword === 'minLength') return 'Send a text that is not empty, or leave the field out.';
  return 'Send what the message asks for.';
};

const missing = (path: string): Issue => ({
  code: 'required',
  path,
  message: 'is missing',
  cure: 'Add the field.',
});

const unknownKey = (path: string): Issue => ({
  code: 'unknown-key',
  path,
  message: 'is not known',
  cure: 'Remove it, or look for a slip of the pen.',
});

/** The errors as issues, each with path and cure. `root` names the checked value where the error is of it whole. */
export const schemaIssues = (errors: readonly SchemaError[], root: string): Issue[] =>
  errors.flatMap((error) => {
    // Said a second time of a property that is not known: no value fits it.
    if (error.keyword === 'boolean') return [];
    const path = toPath(error.instancePath);
    if (error.keyword === 'required') {
      const { requiredProperties } = error.params as { requiredProperties: string[] };
      return requiredProperties.map((name) => missing(join(path, name)));
    }
    if (error.keyword === 'additionalProperties') {
      const { additionalProperties } = error.params as { additionalProperties: string[] };
      return additionalProperties.map((name) => unknownKey(join(path, name)));
    }
    return [
      {
        code: CODES[error.keyword] ?? 'value',
        path: path || root,
        message: error.message,
        cure: cureFor(error),
      },
    ];
  });
