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

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** The calls that record. They take anything: what can not become an event is a counted drop, never an exception. */
export function createCalls({ recorder, facts, context, become }: Parts): Calls {
  /** Hands on what JSON keeps of the host's value as it is now: what the host does to it later changes no event. */
  function copied(value: unknown, use: (copy: JsonObject) => string): string {
    let copy: unknown;
    try {
      copy = JSON.parse(JSON.stringify(value) ?? 'null');
    } catch (error) {
      return recorder.refuse(String(error), 'unserializable');
    }
    return use(isObject(copy) ? copy : {});
  }

  const track = (event: unknown, given?: unknown): string =>
    isText(event)
      ? copied(given, (properties) => recorder.record('track', { event, properties }))
      : recorder.refuse('track: name is not a text');

  return {
    track,
    identify: (userId, given) =>
      isText(userId)
        ? copied(given, (traits) => {
            facts.user(traits);
            return recorder.record('identify', { traits }, () => become({ userId }));
          })
        : recorder.refuse('identify: userId is not a text'),
    group: (groupId, given) =>
      isText(groupId)
        ? copied(given, (traits) => {
            facts.account(traits);
            return recorder.record('group', { groupId, traits }, () => become({ groupId }));
          })
        : recorder.refuse('group: groupId is not a text'),
    page: (name, given) =>
      copied(given, (stated) => {
        const properties = { ...context().page, ...stated } as JsonObject;
        return recorder.record('page', { ...(isText(name) && { name }), properties });
      }),
    alias: (previousId) =>
      isText(previousId)
        ? recorder.record('alias', { previousId })
        : recorder.refuse('alias: previousId is not a text'),
    usage: (meter, given) =>
      copied(given, ({ used, limit }: { used?: Json; limit?: Json }) => {
        if (!isText(meter) || !isNumber(used) || !(limit === undefined || isNumber(limit)))
          return recorder.refuse('usage: wants { used, limit }');
        const reading = { used, ...(limit !== undefined && { limit }) };
        facts.usage({ [meter]: reading });
        return track(USAGE_EVENT, { meter, ...reading });
      }),
    gate(entitlement) {
      const allowed = facts.entitlements.get().includes(entitlement);
      if (!allowed) track('gate.refused', { entitlement });
      return { allowed, reason: allowed ? 'entitled' : 'not-entitled' };
    },
  };
}
