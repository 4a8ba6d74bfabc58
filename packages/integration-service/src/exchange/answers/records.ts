import type { DciRole, RecordEntity } from '@interlink/contracts/exchange/dci/role';
import type { Anything } from '@interlink/contracts/exchange/dci/values';
import type { SharedPage } from '@interlink/contracts/registry/view';
import { toBeneficiary, toDisabledPerson } from '@interlink/domain/exchange/records/beneficiary';
import { toGroup } from '@interlink/domain/exchange/records/group';
import { contextOf, toDciPerson, toMember } from '@interlink/domain/exchange/records/person';
import { narrowRecord } from '@interlink/domain/interconnection/elements';

/** Which registry is spoken for, and about what. */
export interface RecordKind {
  readonly role: DciRole;
  readonly entity: RecordEntity;
}

/** A page of the registry in the words of the standard, nothing beyond the granted paths. */
export function toRecords(page: SharedPage, kind: RecordKind, granted: readonly string[]): readonly Anything[] {
  return recordsOf(page, kind).map((record) => narrowed(record, granted));
}

/** What annotates a record names its kind and nothing of the person; it stays. */
export function narrowed(record: object, granted: readonly string[]): Anything {
  const annotations = Object.entries(record).filter(([name]) => name.startsWith('@'));
  return { ...Object.fromEntries(annotations), ...(narrowRecord(record, granted) as object | undefined) };
}

function recordsOf(page: SharedPage, { role, entity }: RecordKind): readonly object[] {
  if (page.recordType === 'Group') return page.items.map((item) => toGroup(item, role));
  if (page.recordType === 'Beneficiary') return page.items.map(toBeneficiary).filter((found) => found !== undefined);
  if (entity === 'DisabledPerson') {
    return page.items.map(({ data }) => toDisabledPerson(data)).filter((found) => found !== undefined);
  }
  if (entity === 'Person') {
    return page.items.map(({ data }) => ({ '@context': contextOf(role), ...toDciPerson(data, role) }));
  }
  return page.items.map(({ data }) => toMember(data, role));
}
