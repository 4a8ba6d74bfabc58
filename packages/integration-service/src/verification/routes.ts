import * as Runs from '@interlink/contracts/verification/runs';
import { VerificationList, VerificationListPage } from '@interlink/contracts/verification/lists';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { VerificationLists } from './lists/service.js';
import type { PeopleVerification } from './people.js';

const tags = ['verification'];
const OfPerson = Type.Object({ individualId: Type.String({ format: 'uuid' }) }, { additionalProperties: false });
const Within = Type.Object(
  { days: Type.Optional(Type.Integer({ minimum: 0, maximum: 366, default: 30 })) },
  { additionalProperties: false },
);

/** Registered under `/interlink/api/v1`. */
export function verificationRoutes(
  app: Api,
  http: HttpKit,
  people: PeopleVerification,
  lists: VerificationLists,
): void {
  app.post(
    '/verifications',
    {
      schema: {
        tags,
        summary: 'Verify people of openIMIS: who is asked what is the programme’s policy',
        body: Runs.VerifyPeople,
        response: { 200: Runs.VerificationRun, 202: VerificationList },
      },
      preHandler: http.requirePermission('verification.run'),
    },
    (request, reply) =>
      http.idempotentAround(request, reply, async () =>
        request.body.nationalIds.length > Runs.AT_ONCE_MOST
          ? { status: 202, body: await lists.start(http.operatorOf(request), request.body) }
          : { status: 200, body: await people.verify(http.operatorOf(request), request.body) },
      ) as Promise<never>,
  );
  listRoutes(app, http, lists);
  readingRoutes(app, http, people);
}

const OfList = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false });
const After = Type.Object(
  { after: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })) },
  { additionalProperties: false },
);

function listRoutes(app: Api, http: HttpKit, lists: VerificationLists): void {
  const preHandler = http.requirePermission('verification.run');
  app.get(
    '/verifications/lists/:id',
    {
      schema: {
        ...{ tags, summary: 'How far the verification of a list is', params: OfList },
        response: { 200: VerificationList },
      },
      preHandler,
    },
    (request) => lists.find(http.operatorOf(request), request.params.id),
  );
  app.get(
    '/verifications/lists/:id/people',
    {
      schema: {
        ...{ tags, summary: 'Those of a list who are done, page by page', params: OfList, querystring: After },
        response: { 200: VerificationListPage },
      },
      preHandler,
    },
    (request) => lists.page(http.operatorOf(request), request.params.id, request.query.after),
  );
}

function readingRoutes(app: Api, http: HttpKit, people: PeopleVerification): void {
  const reads = http.requirePermission('verification.read');
  app.get(
    '/verifications',
    {
      schema: {
        tags,
        summary: 'Every answer kept about a person',
        querystring: OfPerson,
        response: { 200: Runs.PersonVerifications },
      },
      preHandler: reads,
    },
    (request) => people.list(http.operatorOf(request), request.query.individualId),
  );
  app.get(
    '/verifications/expiring',
    {
      schema: {
        tags,
        summary: 'Confirmations that end soon',
        querystring: Within,
        response: { 200: Runs.ExpiringVerifications },
      },
      preHandler: reads,
    },
    (request) => people.expiring(http.operatorOf(request), request.query.days ?? 30),
  );
}
