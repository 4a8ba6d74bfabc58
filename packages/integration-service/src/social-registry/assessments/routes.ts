import { Formula } from '@interlink/contracts/social-registry/assessment';
import { EligibilityResults, ListedHouseholds, ListedQuery } from '@interlink/contracts/social-registry/eligibility';
import {
  BeginRun,
  Explanation,
  KeptFormula,
  Ranking,
  Run,
  Simulation,
  SimulationQuery,
} from '@interlink/contracts/social-registry/run';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../../platform/http/api.js';
import type { Assessments } from '../service.js';

const tags = ['social-registry'];
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Version = Type.Object({ code: Type.String({ maxLength: 40 }), version: Formula.properties.version });
/** Score and household: the `next` of the page before. */
const Place = Type.String({ pattern: '^-?\\d{1,16}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const RankQuery = Type.Object(
  { comparison: Type.Enum(['at-most', 'at-least']), after: Type.Optional(Place) },
  { additionalProperties: false },
);
const Household = Type.Object({ id: Type.String({ format: 'uuid' }), householdId: Type.String({ format: 'uuid' }) });
const ForProgramme = Type.Object({ id: Type.String({ format: 'uuid' }), programme: Type.String({ maxLength: 40 }) });
const Formulas = Type.Array(KeptFormula);
const Nothing = Type.Object({}, { additionalProperties: false });

export function assessmentRoutes(app: Api, http: HttpKit, assessments: Assessments): void {
  formulaRoutes(app, http, assessments);
  app.post(
    '/social-registry/runs',
    {
      schema: { tags, summary: 'Assess every household by a formula', body: BeginRun, response: { 201: Run } },
      preHandler: http.requirePermission('social-registry.assess'),
    },
    (request, reply) =>
      http.idempotent(request, reply, async (tx) => ({
        status: 201,
        body: await assessments.begin(tx, http.operatorOf(request), request.body),
      })) as Promise<Run>,
  );
  resultRoutes(app, http, assessments);
  standingRoutes(app, http, assessments);
}

function formulaRoutes(app: Api, http: HttpKit, assessments: Assessments): void {
  app.get(
    '/social-registry/formulas',
    {
      schema: { tags, summary: 'Formulas with who wrote and approved them', response: { 200: Formulas } },
      preHandler: http.requirePermission('social-registry.read'),
    },
    (request) => assessments.formulas(http.operatorOf(request)),
  );
  app.post(
    '/social-registry/formulas',
    {
      schema: {
        tags,
        summary: 'Write a formula; a second person approves it',
        body: Formula,
        response: { 201: Formulas },
      },
      preHandler: http.requirePermission('social-registry.assess'),
    },
    (request, reply) =>
      http.idempotent(request, reply, async (tx) => ({
        status: 201,
        body: await assessments.draft(tx, http.operatorOf(request), request.body),
      })) as Promise<KeptFormula[]>,
  );
  app.post(
    '/social-registry/formulas/:code/:version/approval',
    {
      schema: {
        tags,
        summary: 'Put a formula into effect',
        params: Version,
        body: Nothing,
        response: { 200: Formulas },
      },
      preHandler: http.requirePermission('social-registry.approve', { fresh: true }),
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => ({
          status: 200,
          body: await assessments.approve(tx, http.operatorOf(request), request.params.code, request.params.version),
        }),
        { key: 'optional' },
      ) as Promise<KeptFormula[]>,
  );
}

function resultRoutes(app: Api, http: HttpKit, assessments: Assessments): void {
  const preHandler = http.requirePermission('social-registry.read');
  app.get(
    '/social-registry/runs',
    { schema: { tags, summary: 'Assessments, newest first', response: { 200: Type.Array(Run) } }, preHandler },
    (request) => assessments.runs(http.operatorOf(request)),
  );
  app.get(
    '/social-registry/runs/:id',
    { schema: { tags, summary: 'One assessment and how far it is', params: ById, response: { 200: Run } }, preHandler },
    (request) => assessments.get(http.operatorOf(request), request.params.id),
  );
  app.get(
    '/social-registry/runs/:id/simulation',
    {
      schema: {
        tags,
        summary: 'What a cut-off would mean',
        params: ById,
        querystring: SimulationQuery,
        response: { 200: Simulation },
      },
      preHandler,
    },
    (request) => assessments.simulate(http.operatorOf(request), request.params.id, request.query),
  );
  app.get(
    '/social-registry/runs/:id/ranking',
    {
      schema: {
        tags,
        summary: 'Households, the neediest first',
        params: ById,
        querystring: RankQuery,
        response: { 200: Ranking },
      },
      preHandler,
    },
    (request) =>
      assessments.rank(http.operatorOf(request), request.params.id, request.query.comparison, request.query.after),
  );
  app.get(
    '/social-registry/runs/:id/households/:householdId',
    {
      schema: { tags, summary: 'Why a household has its score', params: Household, response: { 200: Explanation } },
      preHandler,
    },
    (request) => assessments.explain(http.operatorOf(request), request.params.id, request.params.householdId),
  );
}

function standingRoutes(app: Api, http: HttpKit, assessments: Assessments): void {
  const preHandler = http.requirePermission('social-registry.read');
  app.get(
    '/social-registry/runs/:id/results',
    {
      schema: {
        tags,
        summary: 'What follows from an assessment for each programme; none of it is a decision',
        params: ById,
        response: { 200: EligibilityResults },
      },
      preHandler,
    },
    (request) => assessments.results(http.operatorOf(request), request.params.id),
  );
  app.get(
    '/social-registry/runs/:id/results/:programme',
    {
      schema: {
        tags,
        summary: 'Households of one standing, with their heads',
        params: ForProgramme,
        querystring: ListedQuery,
        response: { 200: ListedHouseholds },
      },
      preHandler,
    },
    (request) =>
      assessments.listed(http.operatorOf(request), request.params.id, request.params.programme, request.query),
  );
}
