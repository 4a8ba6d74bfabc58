import type { ExportedJourney } from '@interlink/contracts/registry/erasure';
import type { Scope } from '@interlink/contracts/registry/scope';
import { maskAccount } from '@interlink/domain/registry/mask-account';
import { isTerminal } from '@interlink/domain/enrolment/status';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { mayShow, type Keeper } from '../registry/service.js';
import { personalStore, PURPOSE, type PersonalStore } from './personal.js';
import { keyOfIdentifier } from './start.js';
import { getJourney } from './store.js';
import type { EnrolmentTables, JourneyHead } from './tables.js';
import { toTimeline } from './timeline.js';

/** S15: what journeys keep of a person, for the registry, which erases and tells. */
export function journeyKeeper(platform: Pick<Platform, 'db' | 'vault'>): Keeper<ExportedJourney> {
  const { vault } = platform;
  const personal = personalStore(vault);
  return {
    purpose: PURPOSE,
    async subjectsOf(handle, { individuals, identifiers }) {
      const keys = identifiers.map((value) => keyOfIdentifier(vault, value));
      const ids = sql`any(${[...individuals]}::uuid[])`;
      // By the identifier alone whoever it was that openIMIS does not know; another's journey is left.
      const { rows } = await sql<{ id: string }>`
        select id from enrolment.journey
        where erased_at is null and (individual_id = ${ids} or applicant_individual_id = ${ids}
          or (person_key = any(${keys}) and coalesce(individual_id, applicant_individual_id) is null))
        order by id`.execute(handle.db());
      return rows.map(({ id }) => id);
    },
    async count(handle, ids) {
      const heads = await headsOf(handle, ids);
      return { kept: heads.length, open: heads.filter(({ state }) => !isTerminal(state)).length };
    },
    async forget(tx, ids) {
      for (const { id } of await headsOf(tx, ids)) await forgetJourney(platform, tx, id);
    },
    async tell(handle, ids, scope) {
      const heads = await headsOf(handle, ids);
      const told: ExportedJourney[] = [];
      for (const head of heads.filter(({ institution }) => sees(scope, institution))) {
        told.push(await exported(handle, personal, head, scope));
      }
      return told;
    },
  };
}

const headsOf = (handle: DbHandle, ids: readonly string[]): Promise<JourneyHead[]> =>
  handle
    .db<EnrolmentTables>()
    .selectFrom('enrolment.journey')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .execute();

/** Whoever drives it loses the lease, and a message that has not left stays here. */
async function forgetJourney({ vault }: Pick<Platform, 'vault'>, tx: Tx, id: string): Promise<void> {
  for (const purpose of [PURPOSE, 'outbox']) await vault.eraseSubject(tx, id, purpose);
  const { numUpdatedRows } = await tx
    .db<EnrolmentTables>()
    .updateTable('enrolment.journey')
    .set((column) => ({
      // Equal to nobody's: whoever comes anew is not under way here.
      personKey: id,
      ...{ erasedAt: tx.now, wakeAt: null, leaseUntil: null, applicantIndividualId: null },
      fence: column('fence', '+', 1),
    }))
    .where('id', '=', id)
    .where('erasedAt', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return;
  tx.audit({ stream: `journey:${id}`, action: 'enrolment.forget-person', subject: id });
}

/** A journey belongs to the institution of its programme. */
const sees = ({ institutions }: Scope, institution: string) =>
  institutions === 'all' || institutions.includes(institution);

async function exported(
  handle: DbHandle,
  personal: PersonalStore,
  { id, programme, institution, state, createdAt }: JourneyHead,
  { purpose }: Scope,
): Promise<ExportedJourney> {
  const { events } = await getJourney(handle, id);
  const applicant = await personal.find(handle, id, 'applicant');
  const account = mayShow(purpose, 'accounts') ? await personal.find(handle, id, 'account') : undefined;
  const mandate = mayShow(purpose, 'related') ? await personal.find(handle, id, 'mandate') : undefined;
  const remarks = await personal.list(handle, id, 'remark');
  return {
    ...{ id, programme, institution, state, startedAt: createdAt.toISOString() },
    told: applicant && {
      applicant,
      ...(account && { account: { ...account, accountNumber: maskAccount(account.accountNumber) } }),
      ...(mandate && { mandate }),
      remarks: remarks.map(({ text }) => text),
    },
    timeline: toTimeline(events).map(({ at, what, who }) => ({ at, what, who })),
  };
}
