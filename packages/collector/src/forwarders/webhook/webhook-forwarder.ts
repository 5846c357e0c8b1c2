import type { KnownFacts } from '@tendril/protocol';
import type { MembershipChange } from '../../facts/membership-changes.port.js';
import type { Viewer } from '../../facts/subject.js';
import { deliveryId } from '../../outbox/delivery-id.js';
import type { NewDelivery } from '../../outbox/outbox.port.js';
import type { AcceptedEvent } from '../../store/store.port.js';
import type { Included } from '../config/forwarder-schemas.js';
import type { Forwarder } from '../forwarder.js';
import type { Sign } from './sign.js';
import type { Triggers } from './triggers.js';
import { bodyOfChange, bodyOfEvent, pickFacts, viewerOf } from './webhook-body.js';

export interface WebhookParts {
  triggers: Triggers;
  sign: Sign;
  include: readonly Included[];
  /** Further headers. */
  headers: Record<string, string>;
  /** What is known of these two now. */
  facts: (viewer: Viewer) => Promise<KnownFacts>;
}

const GONE = 410;

/** Tells a receiver of single things, signed: a task for sales or success, an e-mail to send. */
export const createWebhook = (
  settings: Pick<Forwarder, 'name' | 'url' | 'attempts' | 'timeoutMs' | 'mayBePrivate'>,
  { triggers, sign, include, headers, facts }: WebhookParts,
): Forwarder => {
  const { name } = settings;
  const ofEvent = async ({ writeKey, event }: AcceptedEvent): Promise<NewDelivery> => ({
    id: deliveryId(name, 'event', writeKey, event.messageId),
    about: `event ${event.event}`,
    body: JSON.stringify(bodyOfEvent(event, pickFacts(await facts(viewerOf(event)), include))),
  });
  const ofChange = async (change: MembershipChange): Promise<NewDelivery> => {
    const known = { ...(await facts(change.viewer)), ...change.figures };
    return {
      id: deliveryId(name, 'membership', change.seq),
      about: `${change.kind} ${change.name} ${change.change}`,
      body: JSON.stringify(bodyOfChange(change, pickFacts(known, include))),
    };
  };
  return {
    ...settings,
    kind: 'webhook',
    concurrency: 4,
    lingerMs: 0,
    plan: async ({ events, changes }) => {
      const deliveries: NewDelivery[] = [];
      for (const accepted of events) {
        if (triggers.ofEvent(accepted.event)) deliveries.push(await ofEvent(accepted));
      }
      for (const change of changes) {
        if (triggers.ofChange(change)) deliveries.push(await ofChange(change));
      }
      return deliveries;
    },
    request: ({ id, body }, now) => ({
      headers: { ...headers, 'content-type': 'application/json', ...sign(id, now, body) },
      body,
    }),
    // Whatever else is answered, an operator over there may mend; this one says that nobody will.
    isFinal: (status) => status === GONE,
  };
};
