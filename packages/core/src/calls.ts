import { type Json, type JsonObject, USAGE_EVENT } from '@tendril/protocol';
import type { FactKeeper } from './facts.js';
import type { Ports } from './ports.js';
import type { Recorder } from './recorder.js';
import type { Tendril } from './tendril.js';

interface Parts {
  recorder: Recorder;
  facts: FactKeeper;
  context: Ports['context'];
  /** Takes effect in the turn of its event, so that earlier events keep the earlier person. */
  become: (change: { userId?: string; groupId?: string }) => void;
}

export type Calls = Pick<Tendril, 'track' | 'identify' | 'group' | 'page' | 'alias' | 'usage' | 'gate'>;

const traitsOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** The calls that record. They take anything: what can not become an event is a counted drop, never an exception. */
export function createCalls({ recorder, facts, context, become }: Parts): Calls {
  const track = (name: unknown, properties?: unknown): string =>
    isText(name)
      ? recorder.record('track', { event: name, properties: traitsOf(properties) })
      : recorder.refuse('track: name is not a text');

  return {
    track,
    identify(userId, traits) {
      if (!isText(userId)) return recorder.refuse('identify: userId is not a text');
      facts.user(traitsOf(traits));
      return recorder.record('identify', { traits: traitsOf(traits) }, () => become({ userId }));
    },
    group(groupId, traits) {
      if (!isText(groupId)) return recorder.refuse('group: groupId is not a text');
      facts.account(traitsOf(traits));
      return recorder.record('group', { groupId, traits: traitsOf(traits) }, () => become({ groupId }));
    },
    page(name, properties) {
      const seen = { ...context().page, ...traitsOf(properties) } as JsonObject;
      return recorder.record('page', { ...(isText(name) && { name }), properties: seen });
    },
    alias: (previousId) =>
      isText(previousId)
        ? recorder.record('alias', { previousId })
        : recorder.refuse('alias: previousId is not a text'),
    usage(meter, value) {
      const { used, limit } = traitsOf(value) as { used?: Json; limit?: Json };
      if (!isText(meter) || !isNumber(used) || !(limit === undefined || isNumber(limit)))
        return recorder.refuse('usage: give a name and { used, limit } in numbers');
      const reading = { used, ...(limit !== undefined && { limit }) };
      facts.usage({ [meter]: reading });
      return track(USAGE_EVENT, { meter, ...reading });
    },
    gate(entitlement) {
      const allowed = facts.entitlements.get().includes(entitlement);
      if (!allowed) track('gate.refused', { entitlement });
      return { allowed, reason: allowed ? 'entitled' : 'not-entitled' };
    },
  };
}
