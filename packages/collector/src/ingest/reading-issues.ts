import { type Issue, issue } from '@tendril/protocol';

/** JSON knows no infinity, but `1e999` reads as one. */
const isFigure = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

/**
 * What is wrong with the properties of a reading of a meter; empty when all is well. Browsers refuse the same. A limit that
 * is null is none: so JSON writes an infinite one.
 */
export const readingIssues = (properties: unknown): Issue[] => {
  const { meter, used, limit = null } = (properties ?? {}) as Record<string, unknown>;
  const issues: Issue[] = [];
  if (typeof meter !== 'string' || meter === '') {
    issues.push(
      issue('type', 'properties.meter', 'is not the name of a meter', 'Send a text, such as "seats".'),
    );
  }
  if (!isFigure(used)) {
    issues.push(
      issue('type', 'properties.used', 'is not a number', 'Send a number, such as 9, and not a text.'),
    );
  }
  if (limit !== null && !isFigure(limit)) {
    issues.push(
      issue('type', 'properties.limit', 'is not a number', 'Send a number, or leave the field out.'),
    );
  }
  return issues;
};
