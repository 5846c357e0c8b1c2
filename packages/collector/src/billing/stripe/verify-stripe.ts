import { messageOf, type Problem, problem } from '../../problem.js';
import type { StripeEvent } from './stripe-event.js';

/** The event in a body, when one of the secrets signed it lately. Throws a `Problem` (401). */
export type VerifyStripe = (body: Buffer, signature: string, now: number) => StripeEvent;

const TOLERANCE_SECONDS = 300;

const refusal = (error: unknown): Problem => {
  const why = messageOf(error).split('\n')[0] ?? '';
  const cure =
    'Give the signing secret of this endpoint (whsec_…) with --stripe-secret; the clock of this machine must be right.';
  return problem(401, 'auth', 'headers.stripe-signature', `Stripe's signature does not fit: ${why}`, cure);
};

/** Loads Stripe's own library, which is large and needed here only. */
export const loadStripe = async (secrets: readonly string[]): Promise<VerifyStripe> => {
  const { Stripe } = await import('stripe');
  return (body, signature, now) => {
    let failure: unknown;
    for (const secret of secrets) {
      try {
        const { webhooks } = Stripe;
        return webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS, undefined, now);
      } catch (error) {
        failure = error;
      }
    }
    throw refusal(failure);
  };
};
