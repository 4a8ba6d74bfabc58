import {
  AskRetention,
  Erasure,
  ErasureList,
  ErasurePreview,
  Reasoned,
  RetentionPreview,
  SetLegalHold,
  SubjectExport,
} from '@interlink/contracts/registry/erasure';
import { Purpose } from '@interlink/contracts/registry/scope';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../../platform/http/api.js';
import { scopeOf } from '../access.js';
import type { Registry } from '../service.js';

const tags = ['registry'];
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false });
const Why = Type.Object({ purpose: Purpose }, { additionalProperties: false });
const Nothing = Type.Object({}, { additionalProperties: false });
const Made = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** S7: each of these weighs; rights are asked again, and the password was given lately. */
export function erasureRoutes(app: Api, http: HttpKit, registry: Registry): void {
  personRoutes(app, http, registry);
  exportRoutes(app, http, registry);
  holdRoutes(app, http, registry);
  listRoutes(app, http, registry);
  decisionRoutes(app, http, registry);
  retentionRoutes(app, http, registry);
}

/** Who may not see a person may not erase, hold or export them. */
function reader(http: HttpKit, registry: Registry) {
  return async (request: FastifyRequest, id: string, purpose: Purpose) => {
    const operator = http.operatorOf(request);
    const scope = scopeOf(operator, purpose, registry.policy);
    return { operator, scope, view: await registry.getPerson(operator.actor, id, scope) };
  };
}

function personRoutes(app: Api, http: HttpKit, registry: Registry): void {
  const read = reader(http, registry);
  const preHandler = http.requirePermission('registry.erase', { fresh: true });
  app.get(
    '/registry/people/:id/erasure',
    {
      schema: {
        tags,
        summary: 'A dry run: what an erasure would destroy, and what it cannot reach',
        params: ById,
        querystring: Why,
        response: { 200: ErasurePreview },
      },
      preHandler: http.requirePermission('registry.erase'),
    },
    async (request) => {
      const { view } = await read(request, request.params.id, request.query.purpose);
      return registry.privacy.preview(view.personId);
    },
  );
  app.post(
    '/registry/people/:id/erasure',
    {
      schema: {
        tags,
        summary: 'Ask that a person be erased; a second person confirms it',
        params: ById,
        body: Reasoned,
        response: { 201: Made },
      },
      preHandler,
    },
    async (request, reply) => {
      const { view } = await read(request, request.params.id, request.body.purpose);
      return http.idempotent(request, reply, async (tx) => ({
        status: 201,
        body: { id: await registry.privacy.ask(tx, view.personId, request.body.reason) },
      })) as Promise<never>;
    },
  );
}

function exportRoutes(app: Api, http: HttpKit, registry: Registry): void {
  const read = reader(http, registry);
  app.get(
    '/registry/people/:id/export',
    {
      schema: {
        tags,
        summary: 'All that is kept about a person, for themselves',
        params: ById,
        querystring: Why,
        response: { 200: SubjectExport },
      },
      preHandler: http.requirePermission('registry.erase', { fresh: true }),
    },
    async (request) => {
      const { operator, scope, view } = await read(request, request.params.id, request.query.purpose);
      return registry.privacy.export(operator.actor, view, scope);
    },
  );
}

function holdRoutes(app: Api, http: HttpKit, registry: Registry): void {
  const read = reader(http, registry);
  app.post(
    '/registry/people/:id/legal-hold',
    {
      schema: {
        tags,
        summary: 'Keep a person whatever is asked for, or let that end',
        params: ById,
        body: SetLegalHold,
        response: { 204: Type.Null() },
      },
      preHandler: http.requirePermission('registry.erase', { fresh: true }),
    },
    async (request, reply) => {
      const { holds, purpose, reason } = request.body;
      const { view } = await read(request, request.params.id, purpose);
      return http.idempotent(
        request,
        reply,
        async (tx) => {
          await registry.privacy.setHold(tx, view.personId, holds, reason);
          return { status: 204, body: null };
        },
        { key: 'optional' },
      ) as Promise<null>;
    },
  );
}

/** Whoever may not see the people of an erasure finds none. */
const finder = (http: HttpKit, registry: Registry) => (request: FastifyRequest, id: string) =>
  registry.privacy.get(http.operatorOf(request).districts, id);

function listRoutes(app: Api, http: HttpKit, registry: Registry): void {
  app.get(
    '/registry/erasures',
    {
      schema: { tags, summary: 'Erasures that were asked for, newest first', response: { 200: ErasureList } },
      preHandler: http.requirePermission('registry.erase'),
    },
    (request) => registry.privacy.list(http.operatorOf(request).districts),
  );
}

function decisionRoutes(app: Api, http: HttpKit, registry: Registry): void {
  const preHandler = http.requirePermission('registry.erase', { fresh: true });
  const own = finder(http, registry);
  app.post(
    '/registry/erasures/:id/confirmation',
    {
      schema: {
        tags,
        summary: 'Erase for good, as a second person',
        params: ById,
        body: Nothing,
        response: { 200: Erasure },
      },
      preHandler,
    },
    async (request) => {
      const { id } = request.params;
      await own(request, id);
      await registry.privacy.confirm(http.operatorOf(request).actor, id);
      return own(request, id);
    },
  );
  app.post(
    '/registry/erasures/:id/withdrawal',
    {
      schema: { tags, summary: 'Give an erasure up', params: ById, body: Nothing, response: { 204: Type.Null() } },
      preHandler,
    },
    async (request, reply) => {
      await own(request, request.params.id);
      return http.idempotent(
        request,
        reply,
        async (tx) => {
          await registry.privacy.withdraw(tx, request.params.id);
          return { status: 204, body: null };
        },
        { key: 'optional' },
      ) as Promise<null>;
    },
  );
}

function retentionRoutes(app: Api, http: HttpKit, registry: Registry): void {
  app.get(
    '/registry/retention',
    {
      schema: { tags, summary: 'A dry run: how many are kept too long', response: { 200: RetentionPreview } },
      preHandler: http.requirePermission('registry.erase'),
    },
    () => registry.privacy.retention(),
  );
  app.post(
    '/registry/retention',
    {
      schema: {
        tags,
        summary: 'Ask that all who are due be erased; a second person confirms it',
        body: AskRetention,
        response: { 201: Made },
      },
      preHandler: http.requirePermission('registry.erase', { fresh: true }),
    },
    (request, reply) =>
      http.idempotent(request, reply, async (tx) => ({
        status: 201,
        body: { id: await registry.privacy.askRetention(tx, request.body.reason) },
      })) as Promise<never>,
  );
}
