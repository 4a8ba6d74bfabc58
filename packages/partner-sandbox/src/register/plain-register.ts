import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { signParts } from '../civil-registry/signature.js';
import { takeFault, type PartnerTools } from '../common/partner-server.js';
import { toldParts, type Asked } from './messages.js';
import { addRegister, admitAsked, type Register, type RegisterSettings } from './register.js';

export interface PlainRegister extends Omit<RegisterSettings, 'search'> {
  readonly recordType: string;
  /** As the standard has them; found by any identifier within, or by members in snake case. */
  readonly records: readonly object[];
}

interface Item {
  readonly reference_id: string;
  readonly search_criteria: {
    readonly reg_record_type?: string;
    readonly query_type: string;
    readonly query: unknown;
    readonly pagination?: { readonly page_size: number };
  };
}

/** A register that is a list of records and nothing more: social, disability, farmers'. */
export function addPlainRegister(app: FastifyInstance, tools: PartnerTools, settings: PlainRegister): Register {
  const { name, prefix, id, signingKey } = settings;
  const answered = new Map<string, string>();

  app.post(`${prefix}/registry/sync/search`, { config: { operation: 'search' } }, async (request, reply) => {
    const admission = await admitAsked('search', tools, settings, { request, reply });
    if ('refused' in admission) return admission.refused;
    return reply.type('application/json').send(await answerOnce(admission.envelope, request));
  });

  async function answerOnce(envelope: Asked, request: FastifyRequest): Promise<string> {
    const { message_id: messageId, sender_id: receiver } = envelope.header;
    const fault = takeFault(name, tools, request, 'wrong-signature');
    const known = answered.get(messageId);
    if (known !== undefined && !fault) return known;
    const at = new Date(tools.clock()).toISOString();
    const items = searchRecords(envelope, settings, at);
    const message = {
      ...{ transaction_id: envelope.message.transaction_id, correlation_id: randomUUID() },
      search_response: items,
    };
    const parts = toldParts('on-search', { status: 'succ', items: items.length, message }, { id, receiver, at });
    const reply = JSON.stringify({ signature: await signParts(parts, signingKey, fault !== undefined), ...parts });
    if (!fault) answered.set(messageId, reply);
    return reply;
  }

  return addRegister(app, tools, { ...settings, search: (asked, at) => searchRecords(asked, settings, at) });
}

function searchRecords({ message }: Asked, { records, recordType, regType }: PlainRegister, at: string) {
  return ((message.search_request ?? []) as readonly Item[]).map(({ reference_id, search_criteria: criteria }) => {
    const common = { reference_id, timestamp: at, locale: 'eng' };
    const matches = compile(criteria);
    const { reg_record_type: wanted = recordType, pagination } = criteria;
    const isOurs = wanted.slice(wanted.lastIndexOf(':') + 1) === recordType;
    if (!matches || !isOurs) {
      const code = isOurs ? 'rjct.filter.invalid' : 'rjct.search_criteria.invalid';
      return { ...common, status: 'rjct', status_reason_code: code };
    }
    const found = records.filter(matches);
    const size = pagination?.page_size ?? 25;
    return {
      ...{ ...common, status: 'succ' },
      data: {
        version: '1.0.0',
        ...{ reg_type: regType, reg_record_type: recordType, reg_records: found.slice(0, size) },
      },
      pagination: { page_size: size, page_number: 1, total_count: found.length },
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
