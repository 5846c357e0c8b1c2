/** The part of JSON Schema 2020-12 that the ruleset needs. Every validator of the project reads this one description. */
export interface Schema {
  $schema?: string;
  $id?: string;
  title?: string;
  description?: string;
  type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  const?: string | number | boolean;
  enum?: readonly string[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  required?: readonly string[];
  properties?: { readonly [name: string]: Schema };
  additionalProperties?: false | Schema;
  items?: Schema;
  anyOf?: readonly Schema[];
  $ref?: string;
  $defs?: { readonly [name: string]: Schema };
}

export const text: Schema = { type: 'string' };
export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
export const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const list = (items: Schema, minItems = 0): Schema => ({
  type: 'array',
  items,
  ...(minItems && { minItems }),
});
export const record = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
/** An object of just these properties; a name that ends in `!` is required. */
export function shape(properties: { [name: string]: Schema }, more: Schema = {}): Schema {
  const entries = Object.entries(properties);
  const required = entries.filter(([name]) => name.endsWith('!')).map(([name]) => name.slice(0, -1));
  return {
    type: 'object',
    ...more,
    ...(required.length && { required }),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace('!', ''), schema])),
    additionalProperties: false,
  };
}
