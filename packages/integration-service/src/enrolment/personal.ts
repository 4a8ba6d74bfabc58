import type { Applicant, Mandate } from '@interlink/contracts/enrolment/applicant';
import type { CheckAccount, VouchIdentity } from '@interlink/contracts/enrolment/commands';
import { ServiceError } from '@interlink/contracts/errors';
import type { DbHandle } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import type { Vault } from '../platform/vault.js';
import type { EnrolmentTables, PersonalKind } from './tables.js';

interface PersonalValues {
  readonly account: CheckAccount;
  readonly applicant: Applicant;
  readonly mandate: Mandate;
  readonly remark: { readonly text: string };
  readonly witnesses: VouchIdentity['witnesses'];
}

export const PURPOSE = 'enrolment';

const place = (journeyId: string, kind: string, seq: number) =>
  ({
    table: 'enrolment.personal',
    column: 'sealed',
    rowId: `${journeyId}:${kind}:${seq}`,
    subjectId: journeyId,
    purpose: PURPOSE,
  }) as const;

/** What is told of a person in a journey, encrypted with the person's own key; versions are added, never changed. */
export interface PersonalStore {
  /** `seq`: version of the journey that this belongs to. */
  add<K extends PersonalKind>(tx: Tx, journeyId: string, kind: K, seq: number, value: PersonalValues[K]): Promise<void>;
  /** The newest; undefined when there is none. */
  find<K extends PersonalKind>(handle: DbHandle, journeyId: string, kind: K): Promise<PersonalValues[K] | undefined>;
  /** Oldest first; none of whom was erased. */
  list<K extends PersonalKind>(handle: DbHandle, journeyId: string, kind: K): Promise<PersonalValues[K][]>;
  /** Throws `enrolment.journey-not-found` when it is not there or was erased. */
  getApplicant(handle: DbHandle, journeyId: string): Promise<Applicant>;
}

export function personalStore(vault: Vault): PersonalStore {
  const store: PersonalStore = {
    async add(tx, journeyId, kind, seq, value) {
      const sealed = await vault.seal(tx, place(journeyId, kind, seq), JSON.stringify(value));
      await tx
        .db<EnrolmentTables>()
        .insertInto('enrolment.personal')
        .values({ journeyId, kind, seq, sealed })
        .execute();
    },
    async find(handle, journeyId, kind) {
      const row = await handle
        .db<EnrolmentTables>()
        .selectFrom('enrolment.personal')
        .select(['seq', 'sealed'])
        .where('journeyId', '=', journeyId)
        .where('kind', '=', kind)
        .orderBy('seq', 'desc')
        .executeTakeFirst();
      const text = row && (await vault.open(handle, place(journeyId, kind, row.seq), row.sealed));
      return text === undefined ? undefined : JSON.parse(text);
    },
    async list<K extends PersonalKind>(handle: DbHandle, journeyId: string, kind: K) {
      const rows = await handle
        .db<EnrolmentTables>()
        .selectFrom('enrolment.personal')
        .select(['seq', 'sealed'])
        .where('journeyId', '=', journeyId)
        .where('kind', '=', kind)
        .orderBy('seq')
        .execute();
      const opened = await vault.openAll(
        handle,
        rows.map(({ seq, sealed }) => ({ place: place(journeyId, kind, seq), sealed })),
      );
      return opened.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as PersonalValues[K]]));
    },
    async getApplicant(handle, journeyId) {
      const applicant = await store.find(handle, journeyId, 'applicant');
      if (!applicant) throw new ServiceError('enrolment.journey-not-found');
      return applicant;
    },
  };
  return store;
}
