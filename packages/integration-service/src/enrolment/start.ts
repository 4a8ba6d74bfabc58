import type { Applicant } from '@interlink/contracts/enrolment/applicant';
import type { StartJourney } from '@interlink/contracts/enrolment/commands';
import { ServiceError } from '@interlink/contracts/errors';
import { apply } from '@interlink/domain/enrolment/fold';
import type { JourneyEvent } from '@interlink/domain/enrolment/events';
import { compareBirthDates } from '@interlink/domain/verification/birth-dates';
import { foldName } from '@interlink/domain/verification/fold-name';
import { compareNames } from '@interlink/domain/verification/names';
import { sql } from 'kysely';
import type { OpenImis, OpenImisPerson } from '../openimis/port.js';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import type { Vault } from '../platform/vault.js';
import { maySee } from './access.js';
import type { Catalogue, JourneyProgramme } from './catalogue.js';
import type { PersonalStore } from './personal.js';
import { appendEvents, findHead, toHeadColumns, type LoadedJourney } from './store.js';
import type { EnrolmentTables } from './tables.js';

export interface StartDeps {
  readonly platform: Platform;
  readonly catalogue: Catalogue;
  readonly personal: PersonalStore;
}

/** What has to be asked of openIMIS before the transaction. */
export interface PreparedStart {
  readonly body: StartJourney;
  readonly programme: JourneyProgramme;
  readonly districtId: string | undefined;
}

/** Refuses a programme, a village or an individual that is not the operator's. */
export async function prepareStart(
  { catalogue, openimis }: StartDeps & { readonly openimis: OpenImis },
  operator: Operator,
  body: StartJourney,
): Promise<PreparedStart> {
  const { session, districts } = operator;
  const programme = await catalogue.findProgramme(body.programme);
  if (!programme || programme.settings.institution !== session.institution) {
    throw new ServiceError('enrolment.programme-unknown');
  }
  const village = await catalogue.findVillage(body.applicant.locationId);
  const isOwn = village?.districtId !== undefined && districts.includes(village.districtId);
  if (!village || !isOwn) throw new ServiceError('enrolment.location-unknown');
  await refuseAnother(openimis, operator, body.applicant);
  return { body, programme, districtId: village.districtId };
}

/** The enrolment lands on the named individual, with our service account: so it must be the applicant, and visible. */
async function refuseAnother(openimis: OpenImis, operator: Operator, applicant: Applicant): Promise<void> {
  if (applicant.individualId === undefined) return;
  const session = openimis.asOperator(operator.token, operator.actor.correlationId);
  const found = await session.people.findById(applicant.individualId);
  if (!found || !isSamePerson(applicant, found)) throw new ServiceError('enrolment.individual-unknown');
}

function isSamePerson(applicant: Applicant, { nationalId, givenName, surname, birthDate }: OpenImisPerson): boolean {
  if (applicant.nationalId !== undefined && nationalId !== undefined) return applicant.nationalId.trim() === nationalId;
  const name = compareNames(`${applicant.givenName} ${applicant.surname}`, `${givenName} ${surname}`);
  return name !== 'differs' && compareBirthDates(applicant.birthDate, birthDate) !== 'differs';
}

/** One open journey a person and programme, however many are started at once: the others get the first one's id. */
export async function startInTransaction(
  deps: StartDeps,
  tx: Tx,
  operator: Operator,
  prepared: PreparedStart,
): Promise<LoadedJourney> {
  const { platform, personal } = deps;
  const { body, programme } = prepared;
  const { applicant, mandate } = body;
  const id = platform.ids.next();
  const event: JourneyEvent = {
    type: 'journey-started',
    programme: programme.code,
    hasNationalId: applicant.nationalId !== undefined,
    hasMobile: applicant.mobile !== undefined,
    hasMandate: mandate !== undefined,
    accountRequired: programme.settings.accountRequired,
  };
  const personKey = keyOf(platform.vault, personText(applicant));
  const head = await insertHead(tx, operator, prepared, { id, personKey, event });
  if (!head) throw await alreadyUnderWay(tx, operator, personKey, programme.code);
  const events = await appendEvents(tx, id, 0, [event], { at: tx.now, who: operator.session.loginName });
  await personal.add(tx, id, 'applicant', 1, applicant);
  if (mandate) await personal.add(tx, id, 'mandate', 1, mandate);
  tx.audit({ stream: `journey:${id}`, action: 'enrolment.journey-started', subject: id, body: { seq: 1 } });
  const status = events.reduce<ReturnType<typeof apply>>((now, one) => apply(now, one), undefined);
  if (!status) throw new Error('a journey that was just started folds to nothing');
  return { head, events, status };
}

interface NewHead {
  readonly id: string;
  readonly personKey: string;
  readonly event: JourneyEvent;
}

/** Undefined when the person has an open journey; waits for one that is just being started. */
async function insertHead(
  tx: Tx,
  { session, actor }: Operator,
  prepared: PreparedStart,
  { id, personKey, event }: NewHead,
) {
  const status = apply(undefined, { seq: 1, at: tx.now.toISOString(), who: session.loginName, event });
  if (!status) throw new Error('the first event of a journey starts it');
  const { programme, body, districtId } = prepared;
  return tx
    .db<EnrolmentTables>()
    .insertInto('enrolment.journey')
    .values({
      ...toHeadColumns(status),
      id,
      personKey,
      programme: programme.code,
      institution: programme.settings.institution,
      locationId: body.applicant.locationId,
      districtId: districtId ?? null,
      applicantIndividualId: body.applicant.individualId ?? null,
      makerLogin: session.loginName,
      makerId: session.userId,
      correlationId: actor.correlationId,
      wakeAt: null,
      leaseUntil: null,
      createdAt: tx.now,
    })
    .onConflict((clash) =>
      clash
        .columns(['personKey', 'programme'])
        // Written out: of a prepared statement with parameters here PostgreSQL does not see that the index fits.
        .where(sql<boolean>`state not in ('enrolled', 'refused', 'rejected', 'withdrawn')`)
        .doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
}

async function alreadyUnderWay(
  tx: Tx,
  operator: Operator,
  personKey: string,
  programme: string,
): Promise<ServiceError> {
  const open = await tx
    .db<EnrolmentTables>()
    .selectFrom('enrolment.journey')
    .select('id')
    .where('personKey', '=', personKey)
    .where('programme', '=', programme)
    .where('state', 'not in', ['enrolled', 'refused', 'rejected', 'withdrawn'])
    .executeTakeFirst();
  const head = open && (await findHead(tx, open.id));
  // The id is told only to who may open it.
  return new ServiceError('enrolment.already-under-way', head && maySee(operator, head) ? { journeyId: head.id } : {});
}

const keyOf = ({ blindIndex }: Pick<Vault, 'blindIndex'>, text: string) => blindIndex('enrolment-person', text);

/** Under which applications by a national identifier are known. */
export const keyOfIdentifier = (vault: Pick<Vault, 'blindIndex'>, nationalId: string) =>
  keyOf(vault, identifierText(nationalId));

const identifierText = (nationalId: string) => `id|${nationalId.trim()}`;

/** What makes two applications the same person's: the identifier, else name (in any order) and birth date. */
function personText({ nationalId, givenName, surname, birthDate }: Applicant): string {
  if (nationalId !== undefined) return identifierText(nationalId);
  return `name|${foldName(`${givenName} ${surname}`).sort().join(' ')}|${birthDate.date}`;
}
