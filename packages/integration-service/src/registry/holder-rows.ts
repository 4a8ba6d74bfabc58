import type { EnrolmentData } from '@interlink/contracts/registry/enrolment';
import type { HeldEnrolment } from '@interlink/domain/registry/enrolment-news';
import type { FoldedHolder } from '@interlink/domain/registry/fold-person';
import { sql, type Kysely } from 'kysely';
import type { Core } from './core.js';
import { insertAll } from './rows.js';
import type { RegistryTables } from './tables.js';

/** Enrolments, benefits and payments of one person or household, as rows. */
export function holderRows(core: Core, holderId: string, holderKind: 'person' | 'household', folded: FoldedHolder) {
  return {
    enrolments: folded.enrolments.map(({ recordId, source, lastUpdated, data, statusHistory }) => ({
      holderId,
      holderKind,
      recordId,
      source,
      programme: data.programme,
      institution: institutionOf(core, source, data.programme) ?? null,
      status: data.status,
      statusChangedOn: statusHistory?.at(-1)?.on ?? null,
      enrolledOn: data.enrolledOn ?? null,
      endsOn: data.endsOn ?? null,
      statusHistory: JSON.stringify(statusHistory ?? []),
      lastUpdated: new Date(lastUpdated),
    })),
    benefits: folded.benefits.map(({ recordId, source, data }) => ({
      holderId,
      recordId,
      source,
      programme: data.programme,
      type: data.type,
      status: data.status,
      dueOn: data.dueOn ?? null,
      data: JSON.stringify(data),
    })),
    payments: folded.payments.map(({ recordId, source, data }) => ({
      holderId,
      recordId,
      source,
      programme: data.programme,
      status: data.status,
      paidOn: data.paidOn,
      amountMinor: data.amount.minor,
      currency: data.amount.currency,
      data: JSON.stringify(data),
    })),
  };
}

/**
 * Whose programme it is: the institution that runs the source, else what interlink.json says of our own of that code.
 */
export function institutionOf({ platform, policy }: Core, source: string, programme: EnrolmentData['programme']) {
  return policy.sources[source]?.institution ?? platform.config.settings.programmes[programme]?.institution;
}

/** How the enrolments stood before. */
export async function replaceHolderRows(
  db: Kysely<RegistryTables>,
  holderIds: readonly string[],
  all: readonly ReturnType<typeof holderRows>[],
): Promise<readonly HeldEnrolment[]> {
  const before = await deleteHolderRows(db, holderIds);
  await insertAll(
    db,
    'registry.enrolment',
    all.flatMap(({ enrolments }) => enrolments),
  );
  await insertAll(
    db,
    'registry.benefit',
    all.flatMap(({ benefits }) => benefits),
  );
  await insertAll(
    db,
    'registry.payment',
    all.flatMap(({ payments }) => payments),
  );
  return before;
}

async function deleteHolderRows(db: Kysely<RegistryTables>, holderIds: readonly string[]): Promise<HeldEnrolment[]> {
  if (holderIds.length === 0) return [];
  const theirs = sql<string>`any(${holderIds}::uuid[])`;
  for (const table of ['registry.benefit', 'registry.payment'] as const) {
    await db.deleteFrom(table).where('holderId', '=', theirs).execute();
  }
  return db
    .deleteFrom('registry.enrolment')
    .where('holderId', '=', theirs)
    .returning(['recordId', 'programme', 'status'])
    .execute();
}
