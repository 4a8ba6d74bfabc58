import {
  CheckHousehold,
  HouseholdNow,
  IntakeCheck,
  KeptHousehold,
  TakeInHousehold,
} from '@interlink/contracts/social-registry/intake';
import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../../platform/http/api.js';
import type { Intake, Renewed } from './service.js';

const tags = ['social-registry'];
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** SR-008: one household by screen. Who may bring files of households may bring one. */
export function intakeRoutes(app: Api, http: HttpKit, intake: Intake): void {
  lookingRoutes(app, http, intake);
  takingRoutes(app, http, intake);
}

function lookingRoutes(app: Api, http: HttpKit, intake: Intake): void {
  const preHandler = http.requirePermission('social-registry.upload');
  app.get(
    '/social-registry/households/:id',
    {
      schema: { tags, summary: 'The newest answers of a household', params: ById, response: { 200: HouseholdNow } },
      preHandler,
    },
    async (request, reply) => {
      const household = await intake.get(http.operatorOf(request), request.params.id);
      void reply.header('etag', `"${household.version}"`);
      return household;
    },
  );
  app.post(
    '/social-registry/households/check',
    {
      schema: {
        tags,
        summary: 'What is wrong with a household’s answers, and who is alike; nothing is kept',
        body: CheckHousehold,
        response: { 200: IntakeCheck },
      },
      preHandler,
    },
    (request) => intake.check(http.operatorOf(request), request.body),
  );
}

function takingRoutes(app: Api, http: HttpKit, intake: Intake): void {
  const preHandler = http.requirePermission('social-registry.upload');
  app.post(
    '/social-registry/households',
    {
      schema: { tags, summary: 'Take in a household', body: TakeInHousehold, response: { 201: KeptHousehold } },
      preHandler,
    },
    (request, reply) => take(http, intake, request, reply, request.body),
  );
  app.post(
    '/social-registry/households/:id/answers',
    {
      schema: {
        tags,
        summary: 'A household’s new answers, over the version in If-Match',
        params: ById,
        body: TakeInHousehold,
        response: { 200: KeptHousehold },
      },
      preHandler,
    },
    (request, reply) =>
      take(http, intake, request, reply, request.body, { id: request.params.id, version: versionOf(request) }),
  );
}

async function take(
  http: HttpKit,
  intake: Intake,
  request: FastifyRequest,
  reply: FastifyReply,
  body: TakeInHousehold,
  renewed?: Renewed,
): Promise<KeptHousehold> {
  const operator = http.operatorOf(request);
  const villages = await intake.villages();
  return intake.noted(operator, () =>
    http.idempotent(request, reply, async (tx) => {
      const kept = await intake.takeIn(tx, operator, villages, body, renewed);
      return { status: renewed ? 200 : 201, body: kept, headers: { etag: `"${kept.version}"` } };
    }),
  ) as Promise<KeptHousehold>;
}

/**
 * The version in If-Match: whoever answers a household anew says which answers they saw. A tag that is not ours matches
 * none.
 */
function versionOf({ headers }: FastifyRequest): number {
  const version = /^"(\d{1,9})"$/.exec(headers['if-match'] ?? '')?.[1];
  if (version === undefined) throw new ServiceError('platform.conflict');
  return Number(version);
}
