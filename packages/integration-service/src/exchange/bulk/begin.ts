import {
  BULK_ACTION,
  BulkRequest,
  type BulkFormat,
  type BulkKind,
  type BulkOperation,
} from '@interlink/contracts/exchange/bulk';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { toJson } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import { prepareSearch } from '../answers/search-item.js';
import type { ExchangeContext } from '../context.js';
import { DciFault } from '../server/fault.js';
import { readMessage, type Incoming } from '../server/incoming.js';
import { repeatedMessage } from '../server/perform.js';
import type { BulkFileRow, ExchangeTables } from '../tables.js';
import { BULK } from './steps.js';
import { countOpen, findByMessage, findFile, sealSearch } from './store.js';

type Asked = BulkRequest['bulk_request'];
type Begun = Omit<Incoming, 'operation' | 'role'>;

const DAY_MS = 86_400_000;

/** Takes the signed message that begins a file; the same message again begins nothing (S4). Throws DciFault. */
export async function beginFile(
  context: ExchangeContext,
  role: DciRole,
  partner: InboundPartner,
  bytes: unknown,
): Promise<BulkFileRow> {
  const { platform, inbound } = context;
  // A file passes as it is; who must have everything encrypted gets none (fail closed).
  if (partner.encryption === 'required') {
    throw new DciFault({ code: 'err.encryption.invalid', message: 'files are not encrypted' }, 'files-not-encrypted');
  }
  const received = { partner, bytes, now: platform.clock.now().getTime() };
  const shape = { action: BULK_ACTION, isCallback: false, isCalledBack: false, form: BulkRequest };
  const begun = await readMessage(inbound, received, shape);
  const { bulk_request: asked } = begun.message as BulkRequest;
  await check(context, { role, partner: partner.id }, asked);
  const file = await platform.inTransaction(partner.actor, async (tx) => {
    const isNew = (await inbound.takeMessage(tx, partner, begun.messageId, begun.bytes)) === 'new';
    if (isNew) await addFile(tx, context, role, begun, asked);
    return findByMessage(tx, partner.id, begun.messageId);
  });
  // It came before to another address.
  if (!file) throw repeatedMessage();
  return file;
}

const bad = (message: string, why: string) => new DciFault({ code: 'err.request.bad', message }, why);

async function check(
  context: ExchangeContext,
  { role, partner }: Pick<BulkFileRow, 'partner'> & { readonly role: DciRole },
  asked: Asked,
): Promise<void> {
  if (asked.kind === 'push') {
    if (asked.size > context.policy.bulkBytes) throw bad('the file is too large', 'file-too-large');
    if (asked.operation !== 'enrollment-updates' || role === 'ibr') return;
    throw bad('this role takes no enrolments', 'operation-not-of-role');
  }
  const prepared = prepareSearch(role, asked.search);
  if ('reason' in prepared) throw bad(`${prepared.reason}: ${prepared.why}`, prepared.reason);
  const since = asked.kind === 'synchronise' ? asked.since : undefined;
  const before = since === undefined ? undefined : await findFile(context.platform, since);
  const isBefore =
    before?.partner === partner &&
    before.role === role &&
    before.kind === 'synchronise' &&
    before.selection === selectionOf(context, asked) &&
    before.resultSha256 !== null;
  if (since !== undefined && !isBefore)
    throw bad('since is no file of this search that is still known', 'since-unknown');
}

/** Whether two searches are the same, without keeping whom they name. */
function selectionOf({ platform }: ExchangeContext, asked: Exclude<Asked, { kind: 'push' }>): string {
  const { pagination: _, ...criteria } = asked.search.search_criteria;
  return platform.vault.blindIndex('bulk-selection', canonicalJson(criteria, 'as-is'));
}

async function addFile(tx: Tx, context: ExchangeContext, role: DciRole, begun: Begun, asked: Asked): Promise<void> {
  const { platform, policy, inbound } = context;
  const { partner, messageId, transactionId, signature } = begun;
  if ((await countOpen(tx, partner.id)) >= policy.bulkFilesPerPartner) {
    const fault = { code: 'err.request.too_many_requests', message: 'too many files are not finished' } as const;
    throw new DciFault(fault, 'too-many-files', { retryAfterSeconds: 60 });
  }
  const id = platform.ids.next();
  await tx
    .db<ExchangeTables>()
    .insertInto('exchange.bulkFile')
    .values({
      ...{ id, partner: partner.id, role, messageId, transactionId, signature, correlationId: platform.ids.next() },
      ...(await columnsOf(tx, context, id, asked)),
      ...{ resultSha256: null, refusal: null, resumeAt: null, createdAt: tx.now, updatedAt: tx.now },
      grounds: toJson([]),
      expiresAt: new Date(tx.now.getTime() + policy.resultDays * DAY_MS),
    })
    .execute();
  if (asked.kind !== 'push') tx.job(BULK, { id });
  await inbound.record(tx, {
    ...{ partner: partner.id, direction: 'in', operation: `${role}-bulk-${asked.kind}`, result: 'accepted' },
    ...{ messageId, transactionId, subjects: [], records: 0, since: tx.now, bytes: begun.bytes.length, signature },
  });
}

interface Columns extends Pick<BulkFileRow, 'search' | 'selection' | 'sha256' | 'since' | 'size'> {
  readonly kind: BulkKind;
  readonly operation: BulkOperation;
  readonly format: BulkFormat;
  readonly state: 'receiving' | 'working';
}

async function columnsOf(tx: Tx, context: ExchangeContext, id: string, asked: Asked): Promise<Columns> {
  const { kind, format } = asked;
  if (kind === 'push') {
    const { operation, size, sha256 } = asked;
    return { kind, format, operation, size, sha256, state: 'receiving', search: null, selection: null, since: null };
  }
  return {
    ...{ kind, format, operation: 'sync-search', size: null, sha256: null, state: 'working' },
    search: await sealSearch(tx, context.platform, id, asked.search),
    selection: selectionOf(context, asked),
    since: kind === 'synchronise' ? (asked.since ?? null) : null,
  };
}
