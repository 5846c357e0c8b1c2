import type { LogRecord, Position } from '../log/event-log.port.js';
import { messageOf, unavailable } from '../problem.js';
import type { RouteContext } from './context.js';

/** Throws a `Problem` (503, with `Retry-After`) while the collector can not take events. */
export const refuseUnderPressure = async ({ pressure, metrics }: RouteContext): Promise<void> => {
  const refusal = await pressure.refusal();
  if (!refusal) return;
  metrics.refused.inc({ reason: refusal.issue.path });
  throw unavailable(refusal.issue, refusal.retryAfterSeconds);
};

/** Makes a request durable. Resolves with its position; throws a `Problem` (503) when that can not be done. */
export const appendRequest = async (
  { log, logger, metrics }: RouteContext,
  record: LogRecord,
): Promise<Position> => {
  const done = metrics.appends.startTimer();
  try {
    return await log.append(record);
  } catch (error) {
    logger.error({ err: error }, 'a request can not be made durable');
    metrics.refused.inc({ reason: 'collector.log' });
    const message = `The events can not be made durable: ${messageOf(error).replace(/\.$/, '')}.`;
    const cure = 'Send it again when Retry-After says. The operator asks GET /readyz what is wrong.';
    throw unavailable({ code: 'unavailable', path: 'collector.log', message, cure }, 10);
  } finally {
    done();
  }
};
