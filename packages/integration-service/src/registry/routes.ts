import { ConflictPage, ResolveConflict } from '@interlink/contracts/registry/conflict';
import { RegistryQuerySchema, type Condition } from '@interlink/contracts/registry/query';
import { Purpose } from '@interlink/contracts/registry/scope';
import { IngestResult } from '@interlink/contracts/registry/source-record';
import { KnownHousehold, PersonView } from '@interlink/contracts/registry/view';
import { Type } from 'typebox';
import type { Api, HttpKit, Operator } from '../platform/http/api.js';
import { scopeOf } from './access.js';
import { firstLoadRoutes } from './first-load/routes.js';
import { householdRoutes } from './household-routes.js';
import { readJsonLines } from './json-lines.js';
import { erasureRoutes } from './erasure/routes.js';
import { maintenanceRoutes } from './maintenance-routes.js';
import { qualityRoutes } from './quality/routes.js';
import { ById, Id, tags, versionOf, When, whenOf } from './route-parts.js';
import type { Registry } from './service.js';
import { statisticsRoutes } from './statistics/routes.js';

const OfSource = Type.Object(
  { code: Type.String({ maxLength: 40 }), key: Type.String({ minLength: 1, maxLength: 120 }) },
  { additionalProperties: false },
);
const Why = Type.Object({ purpose: Purpose }, { additionalProperties: false });
const Reason = Type.String({ minLength: 3, maxLength: 500 });

/** Registered under `/interlink/api/v1`. Whoever looks at people says why; the purpose is in the access log. */
export function registryRoutes(app: Api, http: HttpKit, registry: Registry): void {
  personRoutes(app, http, registry);
  householdRoutes(app, http, registry);
  sourcePersonRoutes(app, http, registry);
  searchRoutes(app, http, registry);
  firstLoadRoutes(app, http, registry);
  linkRoutes(app, http, registry);
  conflictRoutes(app, http, registry);
  sourceRoutes(app, http, registry);
  statisticsRoutes(app, http, registry);
  qualityRoutes(app, http, registry);
  erasureRoutes(app, http, registry);
  maintenanceRoutes(app, http, registry);
}

function personRoutes(app: Api, http: HttpKit, registry: Registry): void {
  const preHandler = http.requirePermission('registry.read');
  app.get(
    '/registry/people/:id',
    {
      schema: {
        tags,
        summary: 'One person across programmes and systems, now or as of a day and as known at a moment',
        params: ById,
        querystring: When,
        response: { 200: PersonView },
      },
      preHandler,
    },
    async (request, reply) => {
      const operator = http.operatorOf(request);
      const scope = scopeOf(operator, request.query.purpose, registry.policy);
      const view = await registry.getPerson(operator.actor, request.params.id, scope, whenOf(request.query));
      void reply.header('etag', `"${view.version}"`);
      return view;
    },
  );
}

function sourcePersonRoutes(app: Api, http: HttpKit, registry: Registry): void {
  app.get(
    '/registry/sources/:code/people/:key',
    {
      schema: {
        tags,
        summary: 'The person whom a source knows by this key',
        params: OfSource,
        querystring: Why,
        response: { 200: PersonView },
      },
      preHandler: http.requirePermission('registry.read'),
    },
    async (request) => {
      const operator = http.operatorOf(request);
      const { code, key } = request.params;
      const scope = scopeOf(operator, request.query.purpose, registry.policy);
      return registry.getPersonOfSource(operator.actor, { source: code, key }, scope);
    },
  );
}

const Search = Type.Object({ purpose: Purpose, query: RegistryQuerySchema }, { additionalProperties: false });
const Found = Type.Object({
  recordType: Type.String(),
  total: Type.Integer(),
  hasMore: Type.Optional(Type.Boolean()),
  items: Type.Array(Type.Unknown()),
  across: Type.Optional(Type.Array(Type.Array(KnownHousehold))),
});

function searchRoutes(app: Api, http: HttpKit, registry: Registry): void {
  app.post(
    '/registry/search',
    {
      schema: { tags, summary: 'People, households or enrolments by a query', body: Search, response: { 200: Found } },
      preHandler: http.requirePermission('registry.read'),
    },
    async (request) => {
      const operator = http.operatorOf(request);
      const { purpose, query } = request.body;
      const asked = { ...query, where: query.where as Condition };
      const page = await registry.search(operator.actor, asked, scopeOf(operator, purpose, registry.policy));
      const { across, items, ...rest } = page;
      return { ...rest, items: [...items], ...(across && { across: across.map((one) => [...one]) }) };
    },
  );
}

const Merge = Type.Object({ from: Id, purpose: Purpose, reason: Reason }, { additionalProperties: false });
const Unlink = Type.Object({ purpose: Purpose, reason: Reason }, { additionalProperties: false });
const OfRecord = Type.Object({ id: Id, recordId: Id }, { additionalProperties: false });

/** S7: rights are asked of openIMIS again, not believed for a minute. */
function linkRoutes(app: Api, http: HttpKit, registry: Registry): void {
  const preHandler = http.requirePermission('registry.link', { fresh: true });
  app.post(
    '/registry/people/:id/merge',
    {
      schema: { tags, summary: 'Two people are one', params: ById, body: Merge, response: { 200: PersonView } },
      preHandler,
    },
    async (request) => {
      const operator = http.operatorOf(request);
      const { from, purpose, reason } = request.body;
      const scope = scopeOf(operator, purpose, registry.policy);
      // Who may not see both may not say that they are one.
      for (const id of [request.params.id, from]) await registry.getPerson(operator.actor, id, scope);
      await registry.merge(request.params.id, from, { actor: operator.actor, reason, ...versionOf(request) });
      return registry.getPerson(operator.actor, request.params.id, scope);
    },
  );
  app.post(
    '/registry/people/:id/records/:recordId/unlink',
    {
      schema: {
        tags,
        summary: 'A record belongs to somebody else',
        params: OfRecord,
        body: Unlink,
        response: { 200: Type.Object({ personId: Id, person: PersonView }) },
      },
      preHandler,
    },
    async (request) => {
      const operator = http.operatorOf(request);
      const { id, recordId } = request.params;
      const { purpose, reason } = request.body;
      await registry.getPerson(operator.actor, id, scopeOf(operator, purpose, registry.policy));
      const how = { actor: operator.actor, reason, ...versionOf(request) };
      const personId = await registry.unlink(id, recordId, how);
      return {
        personId,
        person: await registry.getPerson(operator.actor, id, scopeOf(operator, purpose, registry.policy)),
      };
    },
  );
}

const ConflictQuery = Type.Object(
  {
    purpose: Purpose,
    state: Type.Optional(Type.Enum(['open', 'resolved'])),
    personId: Type.Optional(Id),
    cursor: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
);
const Resolve = Type.Object({ purpose: Purpose, resolution: ResolveConflict }, { additionalProperties: false });

function conflictRoutes(app: Api, http: HttpKit, registry: Registry): void {
  app.get(
    '/registry/conflicts',
    {
      schema: {
        tags,
        summary: 'What sources do not agree about, oldest first',
        querystring: ConflictQuery,
        response: { 200: ConflictPage },
      },
      preHandler: http.requirePermission('registry.read'),
    },
    async (request) => {
      const operator = http.operatorOf(request);
      const { purpose, ...filter } = request.query;
      return registry.listConflicts(operator.actor, scopeOf(operator, purpose, registry.policy), filter);
    },
  );
  app.post(
    '/registry/conflicts/:id/resolution',
    {
      schema: { tags, summary: 'Decide a conflict', params: ById, body: Resolve, response: { 204: Type.Null() } },
      preHandler: http.requirePermission('registry.decide', { fresh: true }),
    },
    async (request, reply) => {
      const operator: Operator = http.operatorOf(request);
      const { purpose, resolution } = request.body;
      const how = { actor: operator.actor, reason: resolution.note, ...versionOf(request) };
      await registry.resolveConflict(request.params.id, resolution, scopeOf(operator, purpose, registry.policy), how);
      return reply.code(204).send(null);
    },
  );
}

const SourceName = Type.Object({ code: Type.String(), name: Type.String() });
const Source = Type.Object({
  ...SourceName.properties,
  kind: Type.String(),
  institution: Type.Optional(Type.String()),
  lastSeenAt: Type.Optional(Type.String()),
  records: Type.Integer(),
  /** How far it was followed; cursors of our own. */
  cursor: Type.Record(Type.String(), Type.Unknown()),
});

function sourceRoutes(app: Api, http: HttpKit, registry: Registry): void {
  app.get(
    '/registry/source-names',
    {
      schema: { tags, summary: 'What the sources are called', response: { 200: Type.Array(SourceName) } },
      preHandler: http.requirePermission('registry.read'),
    },
    () => Object.entries(registry.policy.sources).map(([code, { name }]) => ({ code, name })),
  );
  const preHandler = http.requirePermission('registry.operate');
  app.get(
    '/registry/sources',
    {
      schema: { tags, summary: 'Sources and how far they are followed', response: { 200: Type.Array(Source) } },
      preHandler,
    },
    () => registry.listSources(),
  );
  app.post(
    '/registry/sources/:code/records',
    {
      schema: {
        tags,
        summary: 'Records of a source as JSON lines; sending them again changes nothing',
        params: Type.Object({ code: Type.String({ maxLength: 40 }) }, { additionalProperties: false }),
        response: { 200: Type.Omit(IngestResult, ['people']) },
      },
      preHandler,
    },
    async (request) => {
      const { actor } = http.operatorOf(request);
      const total = { received: 0, added: 0, changed: 0, deleted: 0, unchanged: 0 };
      for (const records of readJsonLines(request.body)) {
        const done = await registry.ingest(actor, request.params.code, records);
        for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += done[name];
      }
      return total;
    },
  );
}
