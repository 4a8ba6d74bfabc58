import {
  ApproveChange,
  BeginChange,
  ChangeList,
  ChangeRequest,
  ChangeState,
  RefuseChange,
} from '@interlink/contracts/social-registry/change-request';
import { FoundVillages } from '@interlink/contracts/social-registry/village';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../../platform/http/api.js';
import type { Changes } from './service.js';

const tags = ['social-registry'];
const Id = Type.String({ format: 'uuid' });
const ById = Type.Object({ id: Id });
const Nothing = Type.Object({}, { additionalProperties: false });
const Which = Type.Object(
  { state: Type.Optional(ChangeState), after: Type.Optional(Id) },
  { additionalProperties: false },
);

const Named = Type.Object({ name: Type.String({ minLength: 2, maxLength: 100 }) }, { additionalProperties: false });

/**
 * SR-027. Whoever enters a change, looks at one or decides about one reads a person: all of it is in the access log.
 */
export function changeRoutes(app: Api, http: HttpKit, changes: Changes): void {
  readingRoutes(app, http, changes);
  enteringRoutes(app, http, changes);
  decidingRoutes(app, http, changes);
}

function readingRoutes(app: Api, http: HttpKit, changes: Changes): void {
  const preHandler = http.requirePermission('social-registry.read');
  app.get(
    '/social-registry/changes',
    {
      schema: { tags, summary: 'Changes in lives, newest first', querystring: Which, response: { 200: ChangeList } },
      preHandler,
    },
    (request) => changes.list(http.operatorOf(request), request.query),
  );
  app.get(
    '/social-registry/changes/:id',
    {
      schema: {
        tags,
        summary: 'One change, and its effect while nobody has decided',
        params: ById,
        response: { 200: ChangeRequest },
      },
      preHandler,
    },
    (request) => changes.get(http.operatorOf(request), request.params.id),
  );
}

function enteringRoutes(app: Api, http: HttpKit, changes: Changes): void {
  const preHandler = http.requirePermission('social-registry.update');
  app.get(
    '/social-registry/villages/search',
    {
      schema: {
        tags,
        summary: 'Villages of every district by a part of their name: where somebody may move to',
        querystring: Named,
        response: { 200: FoundVillages },
      },
      preHandler,
    },
    (request) => changes.findVillages(http.operatorOf(request), request.query.name),
  );
  app.post(
    '/social-registry/changes',
    {
      schema: {
        tags,
        summary: 'Enter a life event of a person',
        body: BeginChange,
        response: { 201: ChangeRequest },
      },
      preHandler,
    },
    (request, reply) =>
      http.idempotentAround(request, reply, async () => ({
        status: 201,
        body: await changes.begin(http.operatorOf(request), request.body),
      })) as Promise<ChangeRequest>,
  );
  app.post(
    '/social-registry/changes/:id/take-up',
    {
      schema: {
        tags,
        summary: 'Go on with what a break left, or ask openIMIS what became of its task',
        params: ById,
        body: Nothing,
        response: { 200: ChangeRequest },
      },
      preHandler,
    },
    (request) => changes.takeUp(http.operatorOf(request), request.params.id),
  );
}

/** S7: rights are asked of openIMIS again, and the password was given lately. */
function decidingRoutes(app: Api, http: HttpKit, changes: Changes): void {
  const preHandler = http.requirePermission('social-registry.approve', { fresh: true });
  app.post(
    '/social-registry/changes/:id/approval',
    {
      schema: {
        tags,
        summary: 'Approve a change as it was shown',
        params: ById,
        body: ApproveChange,
        response: { 200: ChangeRequest },
      },
      preHandler,
    },
    (request) => changes.approve(http.operatorOf(request), request.params.id, request.body),
  );
  app.post(
    '/social-registry/changes/:id/refusal',
    {
      schema: {
        tags,
        summary: 'Refuse a change, with a reason',
        params: ById,
        body: RefuseChange,
        response: { 204: Type.Null() },
      },
      preHandler,
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => {
          await changes.refuse(tx, http.operatorOf(request), request.params.id, request.body.reason);
          return { status: 204, body: null };
        },
        { key: 'optional' },
      ) as Promise<null>,
  );
}
