const MAX_CHARS = 60;

/** A value as it stands in JSON, cut where it is long. */
const printValue = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
};

/** A fact: `user.role = "owner"`. */
export const printFact = (path: string, value: unknown): string =>
  value === null || value === undefined ? `${path} is missing` : `${path} = ${printValue(value)}`;

/** `path=/reports include=["/reports*"]`; what is not there, or empty text, is left out. */
export const printValues = (values: { [name: string]: unknown }): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${printValue(value)}`)
    .join(' ');

export const printInstant = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
