import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problem } from '../problem.js';

const toProblem = (error: FastifyError | Problem): Problem => {
  if (error instanceof Problem) return error;
  const { statusCode = 500, message } = error;
  if (statusCode === 413) {
    return problem(413, 'limit', 'body', 'The body is too large.', 'Send fewer events in one request.');
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
export const replyWithError = (
  error: FastifyError | Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const { status, issues, headers } = toProblem(error);
  if (status >= 500) request.log.error({ err: error, url: request.routeOptions.url }, 'request failed');
  return reply
    .code(status)
    .headers(headers)
    .send({ error: issues[0], ...(issues.length > 1 && { issues }) });
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
