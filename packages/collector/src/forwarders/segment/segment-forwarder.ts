import type { TendrilEvent } from '@tendril/protocol';
import { toIsoTime } from '../../ingest/iso-time.js';
import { deliveryId } from '../../outbox/delivery-id.js';
import type { NewDelivery } from '../../outbox/outbox.port.js';
import type { ReceivedEvent } from '../../store/store.port.js';
import type { Forwarder } from '../forwarder.js';
import { cutBatches } from './cut-batches.js';

/** Segment says 400 to a body that it can not take, and 413 stands for the same elsewhere: both stay so. */
const FINAL = [400, 413];

const toDelivery = (name: string, batch: TendrilEvent[]): NewDelivery => ({
  id: deliveryId(name, 'batch', ...batch.map(({ messageId }) => messageId)),
  about: batch.length === 1 ? '1 event' : `${batch.length} events`,
  body: JSON.stringify({ batch }),
});

/**
 * Passes events on to anything that takes Segment's HTTP Tracking API. Each keeps its `messageId`, by which the receiver
 * counts it once. `only` names track events; without it everything goes.
 */
export const createSegmentForwarder = (
  settings: Pick<Forwarder, 'name' | 'url' | 'attempts' | 'timeoutMs' | 'mayBePrivate'>,
  writeKey: string,
  only?: readonly string[],
): Forwarder => {
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  const isWanted = ({ type, event }: ReceivedEvent): boolean =>
    only === undefined || (type === 'track' && only.includes(event ?? ''));
  return {
    ...settings,
    kind: 'segment',
    // One after the other, so that what came first is there first.
    concurrency: 1,
    // Or each event would be a request of its own.
    lingerMs: 500,
    plan: async ({ events }) =>
      cutBatches(events.map(({ event }) => event).filter(isWanted)).map((batch) =>
        toDelivery(settings.name, batch),
      ),
    request: ({ id, body }, now) => ({
      headers: { 'content-type': 'application/json', 'idempotency-key': id, authorization },
      // The receiver corrects clocks by when it was sent, which each attempt knows for itself.
      body: `${body.slice(0, -1)},"sentAt":${JSON.stringify(toIsoTime(now))}}`,
    }),
    isFinal: (status) => FINAL.includes(status),
  };
};
