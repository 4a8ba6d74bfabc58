import type { AccessPage, AuditItem, AuditPage, AuditQuery } from '@interlink/contracts/audit/entries';
import { isShownToPerson } from '@interlink/domain/audit/access-log';
import { sql } from 'kysely';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import type { AuditTables } from '../platform/tables.js';

/** The log, asked by people; each question is itself an entry before it is answered (S6). */
export interface AuditLog {
  query(operator: Operator, query: AuditQuery): Promise<AuditPage>;
  /** Who looked at one person, without what the law keeps from him. Sealed and fraud reads are not among them. */
  accesses(operator: Operator, personId: string, cursor?: string): Promise<AccessPage>;
}

const PAGE = 50;
/** Read at a time for an access log, of which some is withheld. */
const CHUNK = 200;

export function openAuditLog(platform: Pick<Platform, 'auditedRead' | 'db'>): AuditLog {
  return {
    query: (operator, query) =>
      platform.auditedRead(
        operator.actor,
        {
          action: 'audit.query',
          stream: 'audit',
          subjects: query.subject === undefined ? [] : [query.subject],
          body: { ...query },
        },
        async () => {
          const limit = query.limit ?? PAGE;
          const rows = await find(platform, query, limit + 1);
          return toPage(rows.slice(0, limit), rows.length > limit);
        },
      ),
    accesses: (operator, personId, cursor) =>
      platform.auditedRead(
        operator.actor,
        { action: 'audit.read-accesses', stream: 'audit', subjects: [personId] },
        () => readAccesses(platform, personId, cursor),
      ),
  };
}

async function readAccesses(platform: Pick<Platform, 'db'>, subject: string, cursor?: string): Promise<AccessPage> {
  const rows = await find(platform, { subject, ...(cursor !== undefined && { cursor }) }, CHUNK);
  const items = rows
    .filter(({ header }) => isShownToPerson(header.action, header.stream))
    .map(({ header: { at, action, actorLogin, actorKind, onBehalfOf } }) => ({
      at,
      action,
      by: actorLogin,
      kind: actorKind,
      ...(onBehalfOf !== undefined && { onBehalfOf }),
    }));
  const last = rows.at(-1);
  return { items, ...(rows.length === CHUNK && last && { next: last.id }) };
}

/** Newest first: the ids of entries are in order of time. */
function find({ db }: Pick<Platform, 'db'>, query: AuditQuery, limit: number) {
  const { stream, subject, action, actor, correlation, from, to, cursor } = query;
  const header = (name: string) => sql<string>`entry.header ->> ${sql.lit(name)}`;
  let rows = db<AuditTables>()
    .selectFrom('platform.auditEntry as entry')
    .leftJoin('platform.auditBody as body', 'body.entryId', 'entry.id')
    .select(['entry.id', 'entry.shard', 'entry.seq', 'entry.header', 'body.body'])
    .orderBy('entry.id', 'desc')
    .limit(limit);
  if (stream !== undefined) rows = rows.where(header('stream'), '=', stream);
  // Said once more as the partial index says it.
  if (subject !== undefined) {
    rows = rows.where(header('subject'), '=', subject).where(sql<boolean>`entry.header ? 'subject'`);
  }
  if (action !== undefined) rows = rows.where(header('action'), '=', action);
  if (correlation !== undefined) rows = rows.where(header('correlationId'), '=', correlation.toLowerCase());
  if (actor !== undefined) rows = rows.where(header('actorLogin'), '=', actor);
  // Times are kept as ISO text of one form, which sorts as they do.
  if (from !== undefined) rows = rows.where(header('at'), '>=', new Date(from).toISOString());
  if (to !== undefined) rows = rows.where(header('at'), '<', new Date(to).toISOString());
  if (cursor !== undefined) rows = rows.where('entry.id', '<', cursor);
  return rows.execute();
}

type Row = Awaited<ReturnType<typeof find>>[number];

function toPage(rows: readonly Row[], hasMore: boolean): AuditPage {
  const last = rows.at(-1);
  return { items: rows.map(toItem), ...(hasMore && last && { next: last.id }) };
}

function toItem({ id, shard, seq, header, body }: Row): AuditItem {
  const { at, stream, action, actorKind, actorLogin, onBehalfOf, subject, correlationId } = header;
  return {
    id,
    at,
    stream,
    action,
    actorKind,
    actorLogin,
    correlationId,
    shard,
    seq,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(subject !== undefined && { subject }),
    ...(body !== null && { body: JSON.parse(body) as Record<string, unknown> }),
  };
}
