import type { Applicant } from '@interlink/contracts/enrolment/applicant';
import type { SimilarPerson } from '@interlink/domain/enrolment/eligibility';
import { compareBirthDates } from '@interlink/domain/verification/birth-dates';
import { compareNames } from '@interlink/domain/verification/names';
import type { Beneficiary, OpenImisPerson, OpenImisSession } from '../../openimis/port.js';

// People born on one day among whom a namesake is looked for.
const MOST_SIMILAR = 200;

export interface KnownInOpenImis {
  /** The applicant's own individual, when openIMIS has one. */
  readonly individualId?: string | undefined;
  readonly enrolments: readonly Beneficiary[];
  /** Others of the same birth date and nearly the same name. */
  readonly similar: readonly SimilarPerson[];
}

/** What openIMIS already knows of the applicant and of people who might be the applicant under another number. */
export async function lookIntoOpenImis(session: OpenImisSession, applicant: Applicant): Promise<KnownInOpenImis> {
  const own = await findOwn(session, applicant);
  const enrolments = own ? await session.programmes.findBeneficiaries(own.individualId) : [];
  const born = await session.people.find({ birthDate: applicant.birthDate.date }, MOST_SIMILAR);
  const others = born.filter(({ individualId }) => individualId !== own?.individualId);
  const similar = others.flatMap((other) => toSimilar(applicant, other));
  return { individualId: own?.individualId, enrolments, similar };
}

async function findOwn({ people }: OpenImisSession, applicant: Applicant): Promise<OpenImisPerson | undefined> {
  if (applicant.individualId !== undefined) return people.findById(applicant.individualId);
  const { nationalId } = applicant;
  return nationalId === undefined ? undefined : (await people.find({ nationalId }, 1))[0];
}

function toSimilar(
  applicant: Applicant,
  { individualId, nationalId, givenName, surname, birthDate }: OpenImisPerson,
): SimilarPerson[] {
  const name = compareNames(`${applicant.givenName} ${applicant.surname}`, `${givenName} ${surname}`);
  // Names in different scripts cannot be compared: of people born on one day that would suspect too many.
  if (name === 'differs' || !shareLetters(applicant, { givenName, surname })) return [];
  return [{ individualId, nationalId, name, birthDate: compareBirthDates(applicant.birthDate, birthDate) }];
}

function shareLetters(a: Pick<Applicant, 'givenName' | 'surname'>, b: Pick<Applicant, 'givenName' | 'surname'>) {
  const letters = new Set(`${a.givenName}${a.surname}`.toLowerCase().replace(/\s/g, ''));
  return [...`${b.givenName}${b.surname}`.toLowerCase()].some((letter) => letters.has(letter));
}
