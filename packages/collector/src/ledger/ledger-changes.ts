import type { JsonObject } from '@tendril/protocol';
import type { LedgerRecord } from '@tendril/rules';
import { accountOwnerOf, type Owner, personOf } from '../facts/owner.js';
import type { Position } from '../log/event-log.port.js';
import type { AcceptedEvent, ReceivedEvent } from '../store/store.port.js';
import { isNudgeEvent, isPreview } from './nudge-event.js';

/** Something that was seen, or done about it, by a person within an account, and so by somebody of the account. */
export interface LedgerChange {
  owners: Owner[];
  record: LedgerRecord;
  position: Position;
}

const MAX_CHARS = 200;
/** It comes from outside: what is no short text is none. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= MAX_CHARS ? value : undefined;
/** As the schema of rulesets has it. */
const NUDGE_ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Whatever a record says beyond nudge, time and episode, by the name of its event; undefined where that is missing. */
const KINDS: { [event: string]: (properties: JsonObject, event: ReceivedEvent) => object | undefined } = {
  'nudge.assigned': ({ session }, { context }) => {
    const id = text(context?.sessionId ?? session);
    return id === undefined ? undefined : { kind: 'shown', session: id };
  },
  'nudge.dismissed': () => ({ kind: 'dismissed' }),
  'nudge.snoozed': ({ until }) =>
    typeof until === 'number' && Number.isFinite(until) ? { kind: 'snoozed', until } : undefined,
  'nudge.never': () => ({ kind: 'never' }),
  'nudge.goal': () => ({ kind: 'stopped' }),
  'nudge.stopped': () => ({ kind: 'stopped' }),
};

const recordOf = (event: ReceivedEvent): LedgerRecord | undefined => {
  const properties = event.properties ?? {};
  const nudge = text(properties.nudge);
  const kind = Object.hasOwn(KINDS, event.event ?? '') ? KINDS[event.event ?? ''] : undefined;
  const more = kind?.(properties, event);
  if (nudge === undefined || !NUDGE_ID.test(nudge) || !more) return undefined;
  const at = Date.parse(event.timestamp);
  return { nudge, at, episode: text(properties.episode) ?? '', ...more } as LedgerRecord;
};

const changeOf = ({ position, event }: AcceptedEvent): LedgerChange[] => {
  if (!isNudgeEvent(event) || isPreview(event) || event.context?.bot === true) return [];
  const record = recordOf(event);
  const owners = [personOf(event), accountOwnerOf(event)].filter((owner) => owner !== undefined);
  return record && owners.length > 0 ? [{ owners, record, position }] : [];
};

/** What events of nudges say about what was seen. Events of bots and of previews say nothing. */
export const ledgerChanges = (events: AcceptedEvent[]): LedgerChange[] => events.flatMap(changeOf);
