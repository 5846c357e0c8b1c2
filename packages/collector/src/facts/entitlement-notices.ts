import type { Json } from '@tendril/protocol';
import type { Subject } from './subject.js';

/** The trait of an account that names what is unlocked. */
export const ENTITLEMENTS = 'entitlements';

export interface EntitlementNotice {
  entitlement: string;
  on: boolean;
}

/** Entitlements as a trait gives them: a list of names. Anything else names none. */
export const entitlementNames = (trait: Json | undefined): string[] =>
  Array.isArray(trait) ? trait.filter((name) => typeof name === 'string') : [];

/** What was unlocked or locked when a trait changed; nothing when it is another trait. */
export const entitlementNotices = (
  subject: Subject,
  trait: string,
  before: Json | undefined,
  after: Json,
): EntitlementNotice[] => {
  if (subject.kind !== 'account' || trait !== ENTITLEMENTS) return [];
  const was = entitlementNames(before);
  const is = entitlementNames(after);
  return [
    ...is
      .filter((name) => !was.includes(name))
      .map((entitlement): EntitlementNotice => ({ entitlement, on: true })),
    ...was
      .filter((name) => !is.includes(name))
      .map((entitlement): EntitlementNotice => ({ entitlement, on: false })),
  ];
};
