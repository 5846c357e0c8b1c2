// Compiled by the types check, never run: every `@ts-expect-error` must be one.
import { createTendril } from './create-tendril.js';

type Catalogue = {
  'invite-teammate': { role: 'editor' | 'viewer' };
  'report-exported': { format?: string };
  'logged-out': Record<never, never>;
};
const options = { writeKey: 'wk', host: 'https://collect.example.com' };

export function catalogue(): void {
  const tendril = createTendril<Catalogue>(options);
  const id: string = tendril.track('invite-teammate', { role: 'editor' });
  tendril.track('report-exported', { format: 'csv' });
  tendril.track('report-exported', {});
  tendril.track('report-exported');
  tendril.track('logged-out');
  // @ts-expect-error a name that is not in the catalogue
  tendril.track('invite-teamate', { role: 'editor' });
  // @ts-expect-error a property of the wrong type
  tendril.track('invite-teammate', { role: 7 });
  // @ts-expect-error a value that the property does not have
  tendril.track('invite-teammate', { role: 'owner' });
  // @ts-expect-error a property that is not in the catalogue
  tendril.track('invite-teammate', { role: 'editor', rol: 'editor' });
  // @ts-expect-error a missing property
  tendril.track('invite-teammate', {});
  // @ts-expect-error missing properties
  tendril.track('invite-teammate');
  // @ts-expect-error the id is a text
  const number: number = id;
  void number;
}

interface AsInterface {
  'report-exported': { format?: string };
}
export function catalogueAsInterface(): void {
  const tendril = createTendril<AsInterface>(options);
  tendril.track('report-exported', { format: 'csv' });
  // @ts-expect-error a name that is not in the catalogue
  tendril.track('report-imported');
}

export function withoutCatalogue(): void {
  const tendril = createTendril(options);
  tendril.track('anything');
  tendril.track('anything', { at: 'all' });
  // @ts-expect-error a name is a text
  tendril.track(7);
  // @ts-expect-error properties are an object
  tendril.track('anything', 'text');
}

interface Traits {
  role: string;
  team?: string | undefined;
}
export function otherCalls(traits: Traits, limit: number | undefined): void {
  const tendril = createTendril(options);
  tendril.identify('u_1', traits);
  tendril.group('acct_1', traits);
  tendril.page('Reports', traits);
  tendril.usage('seats', { used: 1, limit });
  // @ts-expect-error traits are an object
  tendril.identify('u_1', 'owner');
  const { allowed } = tendril.gate('reports');
  const unlocked: boolean = allowed;
  void unlocked;
  tendril.on('drop', ({ reason, messageId }) => `${reason satisfies string} ${messageId}`);
  tendril.usage('seats', { used: 9 });
  // @ts-expect-error used is a number
  tendril.usage('seats', { used: '9' });
  // @ts-expect-error there is no such notice
  tendril.on('dropped', () => {});
  // @ts-expect-error what is unlocked is read-only here
  tendril.entitlements.set(['reports']);
}

export function wrongOptions(): void {
  // @ts-expect-error host is missing
  createTendril({ writeKey: 'wk' });
  // @ts-expect-error there is no such answer
  createTendril({ ...options, consent: 'maybe' });
  createTendril({ ...options, beforeSend: (event) => (event.event === 'secret' ? null : event) });
  // @ts-expect-error a filter is synchronous
  createTendril({ ...options, beforeSend: async (event) => event });
}
