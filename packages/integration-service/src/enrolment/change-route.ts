import { Journey } from '@interlink/contracts/enrolment/journey';
import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static, type TSchema } from 'typebox';
import type { Api, HttpKit, Operator, PreHandler } from '../platform/http/api.js';
import type { Changing, Enrolment } from './service.js';

export const ById = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false });

type Change<Body> = (operator: Operator, id: string, body: Body, how: Changing) => Promise<void>;

/** Registers one `POST /enrolment/journeys/:id/<path>`: changes the journey (If-Match is kept) and answers it. */
export function changing(app: Api, http: HttpKit, enrolment: Enrolment, preHandler: PreHandler) {
  return <S extends TSchema>(path: string, summary: string, body: S, change: Change<Static<S>>): void => {
    const schema = { tags: ['enrolment'], summary, params: ById, body, response: { 200: Journey } };
    app.post(`/enrolment/journeys/:id/${path}`, { schema, preHandler }, async (request, reply) => {
      const { id } = request.params as Static<typeof ById>;
      await change(http.operatorOf(request), id, request.body as Static<S>, { version: versionOf(request) });
      return answer(http, enrolment, request, reply, id);
    });
  };
}

/** The journey with its ETag, as the one who asks may see it. */
export async function answer(
  http: HttpKit,
  enrolment: Enrolment,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
): Promise<Journey> {
  const journey = await enrolment.get(http.operatorOf(request), id);
  void reply.header('etag', `"${journey.version}"`);
  return journey;
}

/** The version in If-Match; undefined when any will do. A tag that is not ours matches nothing. */
function versionOf({ headers }: FastifyRequest): number | undefined {
  const tag = headers['if-match'];
  if (tag === undefined || tag === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(tag)?.[1];
  if (version === undefined) throw new ServiceError('platform.conflict');
  return Number(version);
}
