import { LIMITS } from '@tendril/protocol';
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problem } from '../problem.js';

/** What is told of anything that was thrown: what was not foreseen is told to the operator alone. */
const toProblem = (error: Error | FastifyError | Problem): Problem => {
  if (error instanceof Problem) return error;
  const { statusCode = 500, message } = error as FastifyError;
  if (statusCode === 413) {
    // Of the framework, on routes that take no batches: those say by themselves how much they read.
    const cure = `Send less: a ruleset has at most ${LIMITS.rulesetBytes} bytes, an event ${LIMITS.eventBytes}.`;
    return problem(413, 'limit', 'body', 'The body is too large.', cure);
  }
  if (statusCode >= 400 && statusCode < 500) {
    return problem(statusCode, 'value', 'request', message, 'Send the request as the message asks for.');
  }
  return problem(
    500,
    'internal',
    'collector',
    'The collector failed.',
    'Try again; its log says what happened.',
  );
};

/** The one place that writes error replies: `{ error: Issue }`, with `issues` when there are several. */
export const errorReply = (error: Error, logger: FastifyBaseLogger, url: string | undefined) => {
  const { status, issues, headers } = toProblem(error);
  if (status >= 500) logger.error({ err: error, url }, 'request failed');
  return { status, headers, body: { error: issues[0], ...(issues.length > 1 && { issues }) } };
};

export const replyWithError = (
  error: FastifyError | Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const { status, headers, body } = errorReply(error, request.log, request.routeOptions.url);
  return reply.code(status).headers(headers).send(body);
};

/** Answers a path that does not exist. */
export const replyNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  replyWithError(
    problem(
      404,
      'path',
      'url',
      `There is no ${request.method} ${request.url.split('?')[0]}.`,
      'Events go to POST /v1/batch, /v1/track and so on; rules come from GET /v1/rules.',
    ),
    request,
    reply,
  );
