import { setTimeout as pause } from 'node:timers/promises';
import { visitorEvents } from './visitor.mjs';

const WAIT_SECONDS = 20;
const RETRY_MS = 1000;

/**
 * Server-sent events: what the collector has stored for one user, from the beginning and then as it arrives.
 * This server asks with its secret key; the page only ever sees the answer. `user` comes from the page because this
 * sandbox has no sign-in; a real backend takes it from the session.
 *
 * Messages: `stored` with `{ seq, receivedAt, event }`, `collector` with `{ reachable, message }`.
 */
export async function serveLiveEvents(request, response, flags, user) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const closed = new AbortController();
  response.on('close', () => closed.abort());
  const send = (event, data, id) =>
    response.write(`event: ${event}\n${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
  // The browser names the last event it got when it reconnects.
  let after = Number(request.headers['last-event-id'] ?? 0) || 0;
  let reachable;
  const theirs = visitorEvents(user);
  while (!closed.signal.aborted) {
    const answer = await storedAfter(after, flags, closed.signal);
    if (closed.signal.aborted) return;
    if (reachable !== answer.reachable)
      send('collector', { reachable: answer.reachable, message: answer.message });
    reachable = answer.reachable;
    for (const stored of theirs(answer.events)) send('stored', stored, stored.seq);
    after = answer.events.at(-1)?.seq ?? after;
    if (!reachable) await pause(RETRY_MS, undefined, { signal: closed.signal }).catch(() => undefined);
  }
}

/** One long poll. A collector that is away is an answer too. */
async function storedAfter(seq, { collector, secretKey }, signal) {
  try {
    const answer = await fetch(`${collector}/v1/admin/events?after=${seq}&limit=200&wait=${WAIT_SECONDS}`, {
      headers: { authorization: `Bearer ${secretKey}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout((WAIT_SECONDS + 10) * 1000)]),
    });
    if (answer.status === 401 || answer.status === 403)
      return unreachable('it refuses the key: check --secret-key');
    if (!answer.ok) return unreachable(`it answers ${answer.status}`);
    return { reachable: true, message: '', events: (await answer.json()).events };
  } catch {
    return unreachable('it does not answer');
  }
}

const unreachable = (message) => ({ reachable: false, message, events: [] });
