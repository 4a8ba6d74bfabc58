import * as ContractApplicant from '@interlink/contracts/enrolment/applicant';
import * as ContractCommands from '@interlink/contracts/enrolment/commands';
import * as Contract from '@interlink/contracts/enrolment/journey';
import * as ContractStates from '@interlink/contracts/enrolment/states';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import { answer, ById, changing } from './change-route.js';
import type { Enrolment } from './service.js';

const Filter = Type.Object(
  {
    cursor: Type.Optional(Type.String({ format: 'uuid' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    state: Type.Optional(ContractStates.JourneyState),
    individualId: Type.Optional(Type.String({ format: 'uuid' })),
    /** As the person reads it from the message or the slip. */
    reference: Type.Optional(Type.String({ pattern: '^[0-9A-Fa-f]{8}$' })),
    /** Only journeys that wait for the one who asks as their intake officer. */
    unfinished: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

const Nothing = Type.Object({}, { additionalProperties: false });
const tags = ['enrolment'];

/** Registered under `/interlink/api/v1`. Every changing call answers the journey as it is afterwards. */
export function enrolmentRoutes(app: Api, http: HttpKit, enrolment: Enrolment): void {
  readingRoutes(app, http, enrolment);
  startingRoutes(app, http, enrolment);
  identityRoutes(app, http, enrolment);
  officerRoutes(app, http, enrolment);
  approverRoutes(app, http, enrolment);
}

function readingRoutes(app: Api, http: HttpKit, enrolment: Enrolment): void {
  const preHandler = http.requirePermission('enrolment.read');
  app.get(
    '/enrolment/programmes',
    {
      schema: {
        tags,
        summary: 'Programmes that enrol by journey',
        response: { 200: Type.Array(Contract.EnrolmentProgramme) },
      },
      preHandler,
    },
    (request) => enrolment.listProgrammes(http.operatorOf(request)),
  );
  app.get(
    '/enrolment/journeys',
    {
      schema: {
        tags,
        summary: 'Journeys, newest first',
        querystring: Filter,
        response: { 200: Contract.JourneyPage },
      },
      preHandler,
    },
    (request) => enrolment.list(http.operatorOf(request), request.query),
  );
  app.get(
    '/enrolment/journeys/:id',
    { schema: { tags, summary: 'One journey', params: ById, response: { 200: Contract.Journey } }, preHandler },
    (request, reply) => answer(http, enrolment, request, reply, request.params.id),
  );
  app.get(
    '/enrolment/open-work',
    {
      schema: { tags, summary: 'What waits for the one who asks', response: { 200: Contract.OpenWork } },
      preHandler,
    },
    (request) => enrolment.openWork(http.operatorOf(request)),
  );
}

function startingRoutes(app: Api, http: HttpKit, enrolment: Enrolment): void {
  const preHandler = http.requirePermission('enrolment.create');
  app.post(
    '/enrolment/applicants/search',
    {
      schema: {
        tags,
        summary: 'At most three people who might be the applicant',
        body: ContractApplicant.FindApplicants,
        response: { 200: ContractApplicant.ApplicantCandidates },
      },
      preHandler,
    },
    (request) => enrolment.search(http.operatorOf(request), request.body),
  );
  app.post(
    '/enrolment/journeys',
    {
      schema: {
        tags,
        summary: 'Start a journey',
        body: ContractCommands.StartJourney,
        response: { 201: Contract.Journey },
      },
      preHandler,
    },
    async (request, reply) => {
      const operator = http.operatorOf(request);
      const prepared = await enrolment.prepareStart(operator, request.body);
      return http.idempotent(request, reply, async (tx) => {
        const body = await enrolment.start(tx, operator, prepared);
        return { status: 201, body, headers: { etag: `"${body.version}"` } };
      }) as Promise<Contract.Journey>;
    },
  );
}

function identityRoutes(app: Api, http: HttpKit, enrolment: Enrolment): void {
  const preHandler = http.requirePermission('enrolment.create');
  app.post(
    '/enrolment/journeys/:id/identity/start',
    {
      schema: {
        tags,
        summary: 'Where the applicant signs in with the national ID',
        params: ById,
        response: { 200: ContractCommands.IdentityStarted },
      },
      preHandler,
    },
    (request, reply) =>
      http.idempotentAround(request, reply, async () => ({
        status: 200,
        body: await enrolment.startIdentity(http.operatorOf(request), request.params.id),
      })) as Promise<ContractCommands.IdentityStarted>,
  );
  app.post(
    '/enrolment/identity/completions',
    {
      schema: {
        tags,
        summary: 'What came back from the national ID',
        body: ContractCommands.CompleteIdentity,
        response: { 200: Contract.Journey },
      },
      preHandler,
    },
    async (request, reply) => {
      const id = await enrolment.completeIdentity(http.operatorOf(request), request.body);
      return answer(http, enrolment, request, reply, id);
    },
  );
}

function officerRoutes(app: Api, http: HttpKit, enrolment: Enrolment): void {
  const change = changing(app, http, enrolment, http.requirePermission('enrolment.create'));
  change('consent', 'The applicant consents', ContractCommands.GiveConsent, enrolment.consent);
  change(
    'identity/vouch',
    'Two witnesses vouch for the applicant',
    ContractCommands.VouchIdentity,
    enrolment.vouchIdentity,
  );
  change('account', 'Give an account and have it checked', ContractCommands.CheckAccount, enrolment.giveAccount);
  change('checks/retry', 'Ask again what was not answered', Nothing, (operator, id, _body, how) =>
    enrolment.retryChecks(operator, id, how),
  );
  change('submit', 'Hand the journey to an approver', ContractCommands.Submit, enrolment.submit);
  change('withdraw', 'The applicant withdraws', ContractCommands.Withdraw, enrolment.withdraw);
}

/** S7: rights are asked of openIMIS again, not believed for a minute. */
function approverRoutes(app: Api, http: HttpKit, enrolment: Enrolment): void {
  const change = changing(app, http, enrolment, http.requirePermission('enrolment.approve', { fresh: true }));
  change('hold/override', 'Go on in spite of a finding', ContractCommands.OverrideHold, enrolment.overrideHold);
  change('decision', 'Approve or reject exactly what was shown', ContractCommands.Decide, enrolment.decide);
  change('task-resolution', 'Resolve the openIMIS task', Nothing, (operator, id) =>
    enrolment.resolveTask(operator, id),
  );
}
