import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { StripeEvent } from '../billing/stripe/stripe-event.js';
import { translateSubscription } from '../billing/stripe/translate-subscription.js';
import type { VerifyStripe } from '../billing/stripe/verify-stripe.js';
import { sortEvents } from '../ingest/sort-events.js';
import { SERVER_KEY } from '../keys/server-key.js';
import { Problem } from '../problem.js';
import { appendRequest, refuseUnderPressure } from './append-request.js';
import type { RouteContext } from './context.js';

/** Stripe's own limit is lower. */
const READ_BYTES = 2 * 1024 * 1024;

const take = async (context: RouteContext, event: StripeEvent): Promise<object> => {
  const told = translateSubscription(event, context.prices);
  if (!told) return { received: event.id, ignored: event.type };
  const body = Buffer.from(JSON.stringify({ batch: [told] }));
  const id = randomUUID();
  const [refused] = sortEvents(id, [told], true).refused;
  const [first, ...rest] = refused?.issues ?? [];
  if (first) throw new Problem(422, [first, ...rest]);
  await appendRequest(context, { id, writeKey: SERVER_KEY, kind: 'batch', receivedAt: context.now(), body });
  context.metrics.events.inc({ outcome: 'accepted' });
  return { received: event.id };
};

/**
 * `POST /v1/stripe`: Stripe's webhooks, believed when they are signed. Answered when they are durable; with anything
 * but 200 Stripe sends them again for three days.
 */
export const stripeRoute = (scope: FastifyInstance, context: RouteContext, verify: VerifyStripe): void => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: READ_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  scope.post('/v1/stripe', async ({ body, headers, ip }: FastifyRequest) => {
    await context.limits.byAddress(ip);
    await refuseUnderPressure(context);
    const signature = headers['stripe-signature'];
    return take(
      context,
      verify(Buffer.isBuffer(body) ? body : Buffer.of(), String(signature ?? ''), context.now()),
    );
  });
};
