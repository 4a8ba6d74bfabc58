import type { EvidencePackRecord } from '@interlink/contracts/payments/evidence-pack';
import type { PaymentsContext } from './policy.js';
import { openReceived } from './received.js';
import type { PaymentsTables } from './tables.js';

/** Every message that said something about the batch, what it said, and the statements among them. */
export async function* packHeard(
  context: PaymentsContext,
  batchId: string,
  withBytes: boolean,
): AsyncGenerator<EvidencePackRecord> {
  const db = context.platform.db<PaymentsTables>();
  const words = (table: 'payments.adjustment' | 'payments.evidence') =>
    db.selectFrom(table).select('receivedId').where('batchId', '=', batchId);
  const said = words('payments.evidence').union(words('payments.adjustment'));
  const messages = await db
    .selectFrom('payments.received')
    .select('id')
    .where((eb) => eb.or([eb('batchId', '=', batchId), eb('id', 'in', said as never)]))
    .orderBy('id')
    .execute();
  for (const { id } of messages) {
    const { kind, source, sha256, at, bytes } = await openReceived(context.platform, id);
    const content = withBytes && bytes !== undefined ? { bytes: bytes.toString('base64') } : {};
    yield { type: 'received', id, kind, source, sha256, ...content, at: at.toISOString() };
  }
  yield* wordsOf(context, 'evidence', batchId);
  yield* wordsOf(context, 'adjustment', batchId);
  const ids = messages.map(({ id }) => id);
  if (ids.length === 0) return;
  const statements = await db.selectFrom('payments.statement').selectAll().where('receivedId', 'in', ids).execute();
  for (const { account, sequence, statementId, openingMinor, closingMinor, currency, receivedId } of statements) {
    yield { type: 'statement', account, sequence, statementId, openingMinor, closingMinor, currency, receivedId };
  }
}

async function* wordsOf(
  { platform }: PaymentsContext,
  type: 'adjustment' | 'evidence',
  batchId: string,
): AsyncGenerator<EvidencePackRecord> {
  const rows = await platform
    .db<PaymentsTables>()
    .selectFrom(`payments.${type}`)
    .select(['instrId', 'key', 'at', 'said', 'receivedId'])
    .where('batchId', '=', batchId)
    .orderBy('at')
    .execute();
  for (const { instrId, key, at, said, receivedId } of rows) {
    const source = receivedId === null ? {} : { receivedId };
    yield { type, instrId, key, at: at.toISOString(), said: { ...said }, ...source };
  }
}
