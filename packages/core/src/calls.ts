import { GATE_EVENT, USAGE_EVENT } from '@tendril/protocol';
import type { Recorder } from './recorder.js';
import type { Statements } from './statements.js';
import type { Tendril } from './tendril.js';

export type Calls = Pick<Tendril, 'track' | 'identify' | 'group' | 'page' | 'alias' | 'usage' | 'gate'>;

const isText = (value: unknown): value is string => !!value && typeof value === 'string';

/** What JSON keeps of the host's object as it is now: what the host does to it later changes no event. May throw. */
function objectText(value: unknown): string {
  const text = JSON.stringify(value);
  return text?.[0] === '{' ? text : '{}';
}

/**
 * The calls that record. They take anything: what can not become an event is a counted drop, never an exception.
 * `become` changes who acts; it runs in the turn of its event, so that earlier events keep the earlier person.
 */
export function createCalls(
  recorder: Recorder,
  { entitlements, say }: Statements,
  context: () => string,
  become: (change: { userId?: string; groupId?: string }) => void,
): Calls {
  /** Hands on the given object as JSON. `first` is the text that the call can not do without. */
  function attempt(call: string, first: unknown, given: unknown, use: (text: string) => string): string {
    if (!isText(first)) return recorder.refuse(`${call}: wants a text`);
    let text: string;
    try {
      text = objectText(given);
    } catch (error) {
      return recorder.refuse(String((error as Error)?.message), 'unserializable');
    }
    return use(text);
  }

  const track = (event: unknown, given?: unknown): string =>
    attempt('track', event, given, (properties) =>
      recorder.record('track', `"event":${JSON.stringify(event)},"properties":${properties}`),
    );

  return {
    track,
    identify: (userId, given) =>
      attempt('identify', userId, given, (traits) => {
        say('user', JSON.parse(traits), userId);
        return recorder.record('identify', `"traits":${traits}`, () => become({ userId }));
      }),
    group: (groupId, given) =>
      attempt('group', groupId, given, (traits) => {
        say('account', JSON.parse(traits), groupId);
        const fields = `"groupId":${JSON.stringify(groupId)},"traits":${traits}`;
        return recorder.record('group', fields, () => become({ groupId }));
      }),
    page: (name, given) =>
      attempt('page', '-', given, (stated) => {
        const properties = { ...JSON.parse(context()).page, ...JSON.parse(stated) };
        const fields = JSON.stringify({ name: isText(name) ? name : undefined, properties });
        return recorder.record('page', fields.slice(1, -1));
      }),
    alias: (previousId) =>
      attempt('alias', previousId, undefined, () =>
        recorder.record('alias', `"previousId":${JSON.stringify(previousId)}`),
      ),
    usage: (meter, given) =>
      attempt('usage', meter, given, (text) => {
        const { used, limit } = JSON.parse(text);
        if (!Number.isFinite(used) || !Number.isFinite(limit === undefined ? 0 : limit))
          return recorder.refuse('usage: wants { used, limit }');
        say('usage', { [meter as string]: { used, limit } });
        return track(USAGE_EVENT, { meter, used, limit });
      }),
    gate(entitlement) {
      const allowed = entitlements.get().includes(entitlement);
      if (!allowed) track(GATE_EVENT, { entitlement });
      return { allowed, reason: allowed ? 'entitled' : 'not-entitled' };
    },
  };
}
