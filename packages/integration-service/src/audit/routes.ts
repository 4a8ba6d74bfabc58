import { AccessPage, AuditPage, AuditQuery } from '@interlink/contracts/audit/entries';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { AuditLog } from './query.js';

const tags = ['audit'];
const ById = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });
const Cursor = Type.Object({ cursor: Type.Optional(Type.String({ format: 'uuid' })) }, { additionalProperties: false });

/** Registered under `/interlink/api/v1`. */
export function auditRoutes(app: Api, http: HttpKit, log: AuditLog): void {
  const preHandler = http.requirePermission('audit.read');
  app.get(
    '/audit/entries',
    {
      schema: {
        tags,
        summary: 'Entries of the log, newest first; the question is logged too',
        querystring: AuditQuery,
        response: { 200: AuditPage },
      },
      preHandler,
    },
    (request) => log.query(http.operatorOf(request), request.query),
  );
  app.get(
    '/audit/people/:id/accesses',
    {
      schema: {
        tags,
        summary: 'Who looked at one person, as that person may know it',
        params: ById,
        querystring: Cursor,
        response: { 200: AccessPage },
      },
      preHandler,
    },
    (request) => log.accesses(http.operatorOf(request), request.params.id, request.query.cursor),
  );
}
