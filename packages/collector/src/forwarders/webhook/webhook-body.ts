import type { JsonObject, KnownFacts } from '@tendril/protocol';
import type { MembershipChange } from '../../facts/membership-changes.port.js';
import type { Viewer } from '../../facts/subject.js';
import type { ReceivedEvent } from '../../store/store.port.js';
import type { Included } from '../config/forwarder-schemas.js';

/** Figures and traits that go with what happened. */
export type WebhookFacts = { [Name in Included]?: unknown };

/**
 * Body of a webhook: the envelope that Standard Webhooks recommends. `timestamp` is when it happened, ISO 8601 in UTC;
 * `facts` are those at the time when the delivery was written down.
 */
export interface WebhookBody {
  type: 'event' | 'segment.entered' | 'segment.left' | 'stage.entered' | 'stage.left';
  timestamp: string;
  data: {
    userId?: string;
    anonymousId?: string;
    accountId?: string;
    event?: { name: string; messageId: string; properties: JsonObject };
    segment?: string;
    nudge?: string;
    stage?: string;
    facts: WebhookFacts;
  };
}

const idsOf = ({ user, account }: Viewer) => ({
  ...(user !== undefined && { userId: user }),
  ...(account !== undefined && { accountId: account }),
});

/** Whom an event is about. */
export const viewerOf = ({ userId, groupId, context }: ReceivedEvent): Viewer => {
  const account = groupId ?? context?.groupId;
  return {
    ...(userId !== undefined && { user: userId }),
    ...(typeof account === 'string' && account !== '' && { account }),
  };
};

/** Those facts that are asked for. */
export const pickFacts = (
  facts: KnownFacts & { score?: unknown },
  include: readonly Included[],
): WebhookFacts =>
  Object.fromEntries(include.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));

export const bodyOfEvent = (event: ReceivedEvent, facts: WebhookFacts): WebhookBody => ({
  type: 'event',
  timestamp: event.timestamp,
  data: {
    ...idsOf(viewerOf(event)),
    ...(event.anonymousId !== undefined && { anonymousId: event.anonymousId }),
    event: { name: event.event ?? '', messageId: event.messageId, properties: event.properties ?? {} },
    facts,
  },
});

export const bodyOfChange = (change: MembershipChange, facts: WebhookFacts): WebhookBody => {
  const [nudge, stage] = change.name.split('/');
  return {
    type: `${change.kind}.${change.change}`,
    timestamp: change.at,
    data: {
      ...idsOf(change.viewer),
      ...(change.kind === 'segment' ? { segment: change.name } : { nudge, stage }),
      facts,
    } as WebhookBody['data'],
  };
};
