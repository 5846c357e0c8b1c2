import { type KnownFacts as ServerFacts, type TendrilEvent, USAGE_EVENT } from '@tendril/protocol';
import type { KnownFacts } from './known-facts.js';

/** What an event says of the person, the account or a meter: `user.role`, `usage.seats`, `entitlement`. */
export function sayings({ type, event, traits = {}, properties = {} }: TendrilEvent): string[] {
  if (type === 'identify') return Object.keys(traits).map((name) => `user.${name}`);
  if (type === 'group')
    return Object.keys(traits).map((name) => (name === 'entitlements' ? 'entitlement' : `account.${name}`));
  return event === USAGE_EVENT ? [`usage.${properties.meter}`] : [];
}

/**
 * The collector's word over what is known here, except for what the page has said and the collector does not hold yet. What
 * the collector does not know of, such as a trait that `beforeSend` keeps back, stays.
 */
export function mergeFacts(own: KnownFacts, server: ServerFacts, holds: readonly string[]): KnownFacts {
  const said = Object.fromEntries(Object.entries(own.said ?? {}).filter(([, id]) => !holds.includes(id)));
  const told = (root: 'user' | 'account' | 'usage') => {
    const news = Object.entries(server[root] ?? {}).filter(([name]) => !(`${root}.${name}` in said));
    return { ...own[root], ...Object.fromEntries(news) };
  };
  const entitlement = 'entitlement' in said ? own.entitlement : (server.entitlement ?? own.entitlement);
  const { trend = {}, score = {}, segment = {} } = server;
  return {
    user: told('user') as KnownFacts['user'],
    account: told('account') as KnownFacts['account'],
    usage: told('usage') as KnownFacts['usage'],
    ...(entitlement && { entitlement }),
    trend,
    score,
    segment,
    said,
    ...(own.of && { of: own.of }),
  };
}

/** Leaves what was said, by `root.name`, and nothing else. */
export function keepSaid(own: KnownFacts, said: NonNullable<KnownFacts['said']>): KnownFacts {
  const kept = (root: 'user' | 'account' | 'usage') =>
    Object.fromEntries(Object.entries(own[root]).filter(([name]) => `${root}.${name}` in said)) as never;
  return {
    user: kept('user'),
    account: kept('account'),
    usage: kept('usage'),
    ...('entitlement' in said && own.entitlement && { entitlement: own.entitlement }),
    ...(own.of && { of: own.of }),
    said,
  };
}
