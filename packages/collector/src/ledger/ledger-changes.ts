import type { LedgerEvent } from '@tendril/protocol';
import { accountOwnerOf, type Owner, personOf } from '../facts/owner.js';
import type { Position } from '../log/event-log.port.js';
import type { AcceptedEvent, ReceivedEvent } from '../store/store.port.js';
import { isNudgeEvent, isPreview } from './nudge-event.js';

/** Something that was seen, or done about it, by a person within an account, and so by somebody of the account. */
export interface LedgerChange {
  owners: Owner[];
  record: LedgerEvent;
  position: Position;
}

const MAX_CHARS = 200;
/** It comes from outside: what is no short text is none. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= MAX_CHARS ? value : undefined;
/** As the schema of rulesets has it. */
const NUDGE_ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** What binds a person later. What was looked at and pressed does not, and would make the ledger another one all the time. */
const BINDING = ['nudge.assigned', 'nudge.dismissed', 'nudge.snoozed', 'nudge.never', 'nudge.stopped'];

function recordOf({
  event: name = '',
  properties = {},
  timestamp,
  context,
}: ReceivedEvent): LedgerEvent | undefined {
  const nudge = text(properties.nudge);
  const session = text(context?.sessionId ?? properties.session);
  const { until } = properties;
  const isWhole =
    (name !== 'nudge.assigned' || session !== undefined) &&
    (name !== 'nudge.snoozed' || Number.isFinite(until));
  if (!BINDING.includes(name) || nudge === undefined || !NUDGE_ID.test(nudge) || !isWhole) return undefined;
  const episode = text(properties.episode) ?? '';
  const event = { name, nudge, episode, session: session ?? '', at: Date.parse(timestamp) };
  return name === 'nudge.snoozed' ? { ...event, until: until as number } : event;
}

const changeOf = ({ position, event }: AcceptedEvent): LedgerChange[] => {
  if (!isNudgeEvent(event) || isPreview(event) || event.context?.bot === true) return [];
  const record = recordOf(event);
  const owners = [personOf(event), accountOwnerOf(event)].filter((owner) => owner !== undefined);
  return record && owners.length > 0 ? [{ owners, record, position }] : [];
};

/** What events of nudges say about what was seen. Events of bots and of previews say nothing. */
export const ledgerChanges = (events: AcceptedEvent[]): LedgerChange[] => events.flatMap(changeOf);
