import * as Runs from '@interlink/contracts/verification/runs';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { PeopleVerification } from './people.js';

const tags = ['verification'];
const OfPerson = Type.Object({ individualId: Type.String({ format: 'uuid' }) }, { additionalProperties: false });
const Within = Type.Object(
  { days: Type.Optional(Type.Integer({ minimum: 0, maximum: 366, default: 30 })) },
  { additionalProperties: false },
);

/** Registered under `/interlink/api/v1`. */
export function verificationRoutes(app: Api, http: HttpKit, people: PeopleVerification): void {
  const reads = http.requirePermission('verification.read');
  app.post(
    '/verifications',
    {
      schema: {
        tags,
        summary: 'Verify people of openIMIS: who is asked what is the programme’s policy',
        body: Runs.VerifyPeople,
        response: { 200: Runs.VerificationRun },
      },
      preHandler: http.requirePermission('verification.run'),
    },
    (request, reply) =>
      http.idempotentAround(request, reply, async () => ({
        status: 200,
        body: await people.verify(http.operatorOf(request), request.body),
      })) as Promise<Runs.VerificationRun>,
  );
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
