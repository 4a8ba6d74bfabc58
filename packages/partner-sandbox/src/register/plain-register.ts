import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal } from '../civil-registry/answers.js';
import { signParts } from '../civil-registry/signature.js';
import { takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import { toldParts, type Asked } from './messages.js';
import { addRegister, admitAsked, type Register, type RegisterSettings } from './register.js';
import { openItemCheck, pageOf, type SearchItem } from './search-item.js';

export interface PlainRegister extends Omit<RegisterSettings, 'search'> {
  readonly recordType: string;
  /** As the standard has them; found by any identifier within, or by members in snake case. */
  readonly records: readonly object[];
}

interface Item extends SearchItem {
  readonly search_criteria: SearchItem['search_criteria'] & { readonly query_type: string; readonly query: unknown };
}

interface Answered {
  readonly bodyHash: string;
  readonly reply: string;
}

/** A register that is a list of records and nothing more: social, disability, farmers'. */
export function addPlainRegister(app: FastifyInstance, tools: PartnerTools, settings: PlainRegister): Register {
  const { name, prefix, id, signingKey } = settings;
  const answered = new Map<string, Answered>();

  app.post(`${prefix}/registry/sync/search`, { config: { operation: 'search' } }, async (request, reply) => {
    const admission = await admitAsked('search', tools, settings, { request, reply });
    if ('refused' in admission) return admission.refused;
    return reply.type('application/json').send(await answerOnce(admission.envelope, request));
  });

  async function answerOnce(envelope: Asked, request: FastifyRequest): Promise<string | object> {
    const { message_id: messageId, sender_id: receiver } = envelope.header;
    const now = new Date(tools.clock());
    const bodyHash = createHash('sha256').update(textOf(request)).digest('hex');
    const known = answered.get(messageId);
    if (known && known.bodyHash !== bodyHash) return refusal('err.request.bad', 'rjct.message_id.duplicate', now);
    const fault = takeFault(name, tools, request, 'wrong-signature');
    if (known && !fault) return known.reply;
    const at = now.toISOString();
    const items = searchRecords(envelope, settings, at);
    const message = {
      ...{ transaction_id: envelope.message.transaction_id, correlation_id: randomUUID() },
      search_response: items,
    };
    const parts = toldParts('on-search', { status: 'succ', items: items.length, message }, { id, receiver, at });
    const reply = JSON.stringify({ signature: await signParts(parts, signingKey, fault !== undefined), ...parts });
    if (!fault) answered.set(messageId, { bodyHash, reply });
    return reply;
  }

  return addRegister(app, tools, { ...settings, search: (asked, at) => searchRecords(asked, settings, at) });
}

function searchRecords({ message }: Asked, { records, recordType, regType }: PlainRegister, at: string) {
  const refusalOf = openItemCheck({ regType, recordType });
  return ((message.search_request ?? []) as readonly Item[]).map((item) => {
    const { reference_id, search_criteria: criteria } = item;
    const common = { reference_id, timestamp: at, locale: 'eng' };
    const refused = refusalOf(item);
    const matches = compile(criteria);
    if (refused !== undefined || !matches) {
      return { ...common, status: 'rjct', status_reason_code: refused ?? 'rjct.filter.invalid' };
    }
    const page = pageOf(records.filter(matches), criteria.pagination);
    return {
      ...{ ...common, status: 'succ' },
      data: {
        version: '1.0.0',
        ...{ reg_type: regType, reg_record_type: recordType, reg_records: page.records },
      },
      pagination: page.pagination,
    };
  });
}

type Matches = (record: object) => boolean;

/** Undefined for what is not understood: a filter is never ignored. */
function compile({ query_type: type, query }: Item['search_criteria']): Matches | undefined {
  if (type === 'idtype-value') {
    const { type: idType, value } = query as { readonly type?: unknown; readonly value?: unknown };
    if (typeof idType !== 'string' || typeof value !== 'string') return undefined;
    return (record) => hasIdentifier(record, idType, value);
  }
  if (type !== 'predicate' || !Array.isArray(query)) return undefined;
  const rules = (query as readonly { expression1?: Expression; condition?: string }[]).map((row) =>
    row.condition === undefined && row.expression1 ? compileExpression(row.expression1) : undefined,
  );
  if (rules.some((rule) => rule === undefined)) return undefined;
  return (record) => rules.every((rule) => rule?.(record) === true);
}

interface Expression {
  readonly attribute_name: string;
  readonly operator: string;
  readonly attribute_value: unknown;
}

function compileExpression({
  attribute_name: name,
  operator,
  attribute_value: value,
}: Expression): Matches | undefined {
  const compare = COMPARE[operator];
  if (!compare || typeof value !== 'string') return undefined;
  return (record) => {
    const found = name
      .split('.')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], record);
    return typeof found === 'string' && compare(found, value);
  };
}

const COMPARE: Readonly<Record<string, (found: string, value: string) => boolean>> = {
  eq: (found, value) => found === value,
  ge: (found, value) => found >= value,
  le: (found, value) => found <= value,
};

function hasIdentifier(node: unknown, type: string, value: string): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { identifier_type: kind, identifier_value: number } = node as Readonly<Record<string, unknown>>;
  if (kind === type && number === value) return true;
  return Object.values(node).some((inner) => hasIdentifier(inner, type, value));
}
