import type { FastifyBaseLogger } from 'fastify';
import { backoffMs } from '../../outbox/backoff.js';
import type { Claim, Outbox } from '../../outbox/outbox.port.js';
import { messageOf } from '../../problem.js';
import type { Forwarder } from '../forwarder.js';
import type { Post, PostReply } from '../http/post.js';
import type { Bell } from './bell.js';

export interface CourierParts {
  outbox: Outbox;
  post: Post;
  logger: FastifyBaseLogger;
  now: () => number;
  random: () => number;
  work: Bell;
  /** Told how each attempt ended. */
  onAttempt: (forwarder: string, outcome: 'delivered' | 'failed' | 'dead') => void;
  /** No further delivery is taken. */
  stopping: AbortSignal;
  /** Those under way are cut off; they are sent again. */
  leaving: AbortSignal;
}

/** Longer than an attempt can take: a lease that runs out meanwhile would have it sent twice. */
const LEASE_BEYOND_MS = 30_000;
const LOOK_EVERY_MS = 60_000;
const RETRY_MS = 5000;

/** What is wrong with an answer; undefined when the receiver took the delivery. */
const complaintOf = ({ status, text }: PostReply): string | undefined => {
  if (status >= 200 && status < 300) return undefined;
  const why = status >= 300 && status < 400 ? ': redirects are not followed, name the address itself' : '';
  const said = text.trim() === '' ? '' : ` ${text.trim()}`;
  return `answered ${status}${why}.${said}`;
};

const fail = async (
  forwarder: Forwarder,
  claim: Claim,
  error: string,
  isFinal: boolean,
  askedMs: number | undefined,
  parts: CourierParts,
): Promise<void> => {
  const { outbox, logger, now, random, onAttempt } = parts;
  const { id, attempt, about } = claim;
  const isDead = isFinal || attempt >= forwarder.attempts;
  if (isDead) await outbox.bury(claim, error);
  else await outbox.retry(claim, error, now() + backoffMs(attempt, random, askedMs));
  onAttempt(forwarder.name, isDead ? 'dead' : 'failed');
  const seen = { forwarder: forwarder.name, id, about, attempt, error };
  if (isDead)
    logger.error({ ...seen, cure: `tendril forwarders replay ${id}` }, 'a delivery failed for good');
  else logger.warn(seen, 'a delivery failed and is tried again');
};

const deliver = async (forwarder: Forwarder, claim: Claim, parts: CourierParts): Promise<void> => {
  const { url, timeoutMs, mayBePrivate } = forwarder;
  const { outbox, post, now, onAttempt, leaving } = parts;
  const request = { url, timeoutMs, mayBePrivate, ...forwarder.request(claim, now()) };
  let reply: PostReply;
  try {
    reply = await post(request, leaving);
  } catch (error) {
    // Nobody knows whether it arrived: it is sent again under its id, at once.
    if (leaving.aborted) return await outbox.retry(claim, 'the collector stopped', now());
    return await fail(forwarder, claim, `${messageOf(error)}.`, false, undefined, parts);
  }
  const complaint = complaintOf(reply);
  if (complaint !== undefined) {
    return await fail(
      forwarder,
      claim,
      complaint,
      forwarder.isFinal(reply.status),
      reply.retryAfterMs,
      parts,
    );
  }
  await outbox.ack(claim);
  return onAttempt(forwarder.name, 'delivered');
};

/** Takes one delivery and sends it. Gives how long to wait before the next, milliseconds. */
const step = async (forwarder: Forwarder, parts: CourierParts): Promise<number> => {
  const { outbox, now } = parts;
  const claim = await outbox.claim(forwarder.name, now(), forwarder.timeoutMs + LEASE_BEYOND_MS);
  if (claim) {
    await deliver(forwarder, claim, parts);
    return 0;
  }
  const due = await outbox.nextDue(forwarder.name);
  return due === undefined ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(1, due - now()));
};

/** Sends one delivery of a forwarder after the other, until `stopping`. */
export const runCourier = async (forwarder: Forwarder, parts: CourierParts): Promise<void> => {
  while (!parts.stopping.aborted) {
    const pause = await step(forwarder, parts).catch((error: unknown) => {
      parts.logger.error(
        { err: error, forwarder: forwarder.name },
        'the outbox can not be read; trying again',
      );
      return RETRY_MS;
    });
    if (pause > 0 && !parts.stopping.aborted) await parts.work.wait(pause);
  }
};
