import type { ApplicantCandidates, FindApplicants } from '@interlink/contracts/enrolment/applicant';
import { ServiceError } from '@interlink/contracts/errors';
import { mask } from '@interlink/domain/enrolment/masking';
import type { OpenImis, OpenImisPerson, OpenImisSession } from '../openimis/port.js';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import type { Catalogue } from './catalogue.js';

export interface SearchDeps {
  readonly platform: Platform;
  readonly openimis: OpenImis;
  readonly catalogue: Catalogue;
}

const MOST = 3;

/** With the operator's own token: openIMIS shows only people of his districts. Never says which part matched (S12). */
export async function searchApplicants(
  { platform, openimis, catalogue }: SearchDeps,
  operator: Operator,
  query: FindApplicants,
): Promise<ApplicantCandidates> {
  const { nationalId, name, birthDate, mobile } = query;
  if (nationalId === undefined && (name === undefined || birthDate === undefined)) {
    throw new ServiceError('enrolment.search-too-wide');
  }
  const session = openimis.asOperator(operator.token, operator.actor.correlationId);
  const wanted = {
    ...(nationalId !== undefined && { nationalId }),
    ...(name !== undefined && { name }),
    ...(birthDate !== undefined && { birthDate }),
    ...(mobile !== undefined && { mobile }),
  };
  const found = (await session.people.find(wanted, MOST)).slice(0, MOST);
  const read = { action: 'enrolment.search-applicants', stream: `operator:${operator.actor.id}` };
  const subjects = found.map(({ individualId }) => individualId);
  return platform.auditedRead(operator.actor, { ...read, subjects }, async () => {
    const own = await ownProgrammes(catalogue, operator);
    return { items: await Promise.all(found.map((person) => toCandidate(session, own, person))) };
  });
}

/** Of others' programmes nothing is told here (S2). */
async function ownProgrammes(catalogue: Catalogue, { session }: Operator): Promise<readonly string[]> {
  const all = await catalogue.listProgrammes();
  return all.filter(({ settings }) => settings.institution === session.institution).map(({ code }) => code);
}

async function toCandidate(
  { programmes }: OpenImisSession,
  own: readonly string[],
  { individualId, givenName, surname, birthDate, nationalId, locationId, locationName }: OpenImisPerson,
): Promise<ApplicantCandidates['items'][number]> {
  const enrolments = await findEnrolments(programmes, individualId);
  const live = enrolments.filter(({ status }) => status === 'ACTIVE' || status === 'POTENTIAL');
  return {
    individualId,
    givenName,
    surname,
    birthDate,
    programmes: live.map(({ programme }) => programme).filter((code) => own.includes(code)),
    ...(nationalId !== undefined && { nationalId: mask(nationalId) }),
    ...(locationId !== undefined && { locationId }),
    ...(locationName !== undefined && { locationName }),
  };
}

/** An operator without openIMIS's right on beneficiaries still finds the person. */
async function findEnrolments(programmes: OpenImisSession['programmes'], individualId: string) {
  try {
    return await programmes.findBeneficiaries(individualId);
  } catch (thrown) {
    if (thrown instanceof ServiceError && thrown.code === 'platform.forbidden') return [];
    throw thrown;
  }
}
