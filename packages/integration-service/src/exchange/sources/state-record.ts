import { isServiceError } from '@interlink/contracts/errors';
import { Beneficiary, Group, Member } from '@interlink/contracts/exchange/dci/records';
import type { RecordEntity } from '@interlink/contracts/exchange/dci/role';
import type { ReadRecord, ToldRecord } from '@interlink/domain/exchange/records/from-dci';
import { hasForm } from '../../platform/check-form.js';
import type { Tx } from '../../platform/transaction.js';
import type { Registry } from '../../registry/service.js';

const forms = { Beneficiary, Group, Member } as const;
const isTold = (entity: RecordEntity | undefined): entity is ToldRecord['entity'] =>
  entity !== undefined && Object.hasOwn(forms, entity);

/** What somebody sent as such a record; undefined when it is not of its form, or nothing that the registry keeps. */
export function toToldRecord(entity: RecordEntity | undefined, record: unknown): ToldRecord | undefined {
  return isTold(entity) && hasForm(forms[entity], record) ? ({ entity, record } as ToldRecord) : undefined;
}

/** What came of stating one record: whose view differs now and how much was news, or why it was not taken. */
export type Stated =
  | { readonly people: readonly string[]; readonly news: number }
  | { readonly refused: Extract<ReadRecord, { refused: string }>['refused'] };

/**
 * Keeps what a source tells as its own statement, within the caller's transaction. What the registry cannot keep is this
 * record's fault, not that of the others. Throws `registry.source-unknown`.
 */
export async function stateRecord(
  tx: Tx,
  registry: Pick<Registry, 'ingestWithin'>,
  source: string,
  read: ReadRecord,
): Promise<Stated> {
  if ('refused' in read) return read;
  try {
    const { people, added, changed, deleted } = await registry.ingestWithin(tx, source, read.records);
    return { people, news: added + changed + deleted };
  } catch (thrown) {
    if (!isServiceError(thrown) || thrown.code !== 'registry.record-refused') throw thrown;
    return { refused: 'rjct.search_criteria.invalid' };
  }
}
