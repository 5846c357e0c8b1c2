import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { appendControl } from '../log/append-control.js';
import { exportPerson } from '../people/export-person.js';
import type { Person } from '../people/person.js';
import { problem } from '../problem.js';
import type { RouteContext } from './context.js';
import { demandBody } from './demand-body.js';
import { demandScope } from './demand-scope.js';

const id = Type.Optional(Type.String({ minLength: 1 }));
const Named = Compile(Type.Object({ userId: id, anonymousId: id }));

const demandPerson = (body: unknown): Person => {
  const { userId, anonymousId } = demandBody<{ userId?: string; anonymousId?: string }>(Named, body);
  if (userId === undefined && anonymousId === undefined) {
    throw problem(400, 'required', 'userId', 'Neither userId nor anonymousId is there.', 'Send one of them.');
  }
  return {
    userIds: userId === undefined ? [] : [userId],
    anonymousIds: anonymousId === undefined ? [] : [anonymousId],
  };
};

const noErasure = (text: string) =>
  problem(404, 'not-found', 'position', `There is no deletion ${text}.`, 'Give the `erasure` of the reply.');

/** A person's data: all of it, or none of it any more. Ids are in bodies, so that no access log keeps them. */
export const peopleRoutes = (scope: FastifyInstance, context: RouteContext): void => {
  const { store, log, eraser, now } = context;
  const may = { onRequest: demandScope(context, 'people') };

  scope.post('/v1/admin/people/export', may, async ({ body }, reply) => {
    const person = await store.namesOf(demandPerson(body));
    const lines = Readable.from(exportPerson(store, person, now())).map(
      (line) => `${JSON.stringify(line)}\n`,
    );
    return reply.type('application/x-ndjson; charset=utf-8').send(lines);
  });
  scope.post('/v1/admin/people/delete', may, async ({ body }, reply) => {
    const person = await store.namesOf(demandPerson(body));
    const erasure = await appendControl(log, { do: 'forget', person }, now());
    return reply.code(202).send({ erasure, person });
  });
  scope.get('/v1/admin/people/erasures', may, async () => {
    const [applied, pending] = [await store.position(), await eraser.pending()];
    return { applied, pending };
  });
  scope.get<{ Params: { position: string } }>(
    '/v1/admin/people/erasures/:position',
    may,
    async ({ params }) => {
      const position = Number(params.position);
      if (!Number.isSafeInteger(position)) throw noErasure(params.position);
      const isPending = (await eraser.pending()).some((erasure) => erasure.position === position);
      const isDone = !isPending && (await store.position()) >= position;
      return { erasure: position, isDone, days: await store.erasedDays(position) };
    },
  );
};
