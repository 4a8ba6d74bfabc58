import { randomUUID } from 'node:crypto';
import type { ApplicantCandidates } from '@interlink/contracts/enrolment/applicant';
import type {
  CompleteIdentity,
  IdentityStarted,
  StartJourney,
  VouchIdentity,
} from '@interlink/contracts/enrolment/commands';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { ApiProblem, type ApiClient } from '../api-client.js';

/** What the officer and the applicant bring to the desk. */
export interface Script {
  readonly start: StartJourney;
  readonly account?: { readonly provider: string; readonly accountNumber: string } | undefined;
  readonly witnesses?: VouchIdentity['witnesses'] | undefined;
  /** How often the applicant signs in at most; 0: not at all. */
  readonly signIns: number;
  /** Sends the applicant to the national ID; undefined when nothing came back. */
  signIn(started: IdentityStarted): Promise<CompleteIdentity | undefined>;
}

const NOTICE_VERSION = '2026-01';

/** Goes through the desk as an officer would, as far as the journey lets him. */
export async function playJourney(
  api: ApiClient,
  script: Script,
  report: (journey: Journey) => void,
): Promise<Journey> {
  let journey = await startOrOpen(api, await recognised(api, script.start));
  const post = async (path: string, body: unknown) => {
    journey = await api.post<Journey>(`/enrolment/journeys/${journey.id}/${path}`, { body });
    report(journey);
  };
  const may = (action: Journey['allowedActions'][number]) => journey.allowedActions.includes(action);
  report(journey);
  if (may('consent')) await post('consent', { noticeVersion: NOTICE_VERSION, means: 'spoken' });
  for (let tries = 0; tries < script.signIns && may('start-identity'); tries += 1) {
    journey = await signInOnce(api, journey, script);
    report(journey);
  }
  if (may('vouch-identity') && script.witnesses) await post('identity/vouch', { witnesses: script.witnesses });
  if (may('check-account') && script.account && journey.state === 'checking') await post('account', script.account);
  if (may('submit')) await post('submit', {});
  return journey;
}

/** Finds the person before a new one is made: exactly one match is the applicant. */
async function recognised(api: ApiClient, start: StartJourney): Promise<StartJourney> {
  const { givenName, surname, birthDate, nationalId, mobile } = start.applicant;
  const byName = {
    name: `${givenName} ${surname}`,
    birthDate: birthDate.date,
    ...(mobile !== undefined && { mobile }),
  };
  const body = nationalId === undefined ? byName : { nationalId };
  const { items } = await api.post<ApplicantCandidates>('/enrolment/applicants/search', { body });
  const [only] = items;
  if (!only || items.length > 1) return start;
  return { ...start, applicant: { ...start.applicant, individualId: only.individualId } };
}

/** A journey that is open already is gone on with: the command may be repeated. */
async function startOrOpen(api: ApiClient, start: StartJourney): Promise<Journey> {
  try {
    return await api.post<Journey>('/enrolment/journeys', { body: start, idempotencyKey: randomUUID() });
  } catch (thrown) {
    if (!(thrown instanceof ApiProblem) || thrown.code !== 'enrolment.already-under-way') throw thrown;
    const open = thrown.details['journeyId'];
    if (typeof open !== 'string') throw thrown;
    return api.get<Journey>(`/enrolment/journeys/${open}`);
  }
}

async function signInOnce(api: ApiClient, { id }: Journey, script: Script): Promise<Journey> {
  const idempotencyKey = randomUUID();
  const started = await api.post<IdentityStarted>(`/enrolment/journeys/${id}/identity/start`, { idempotencyKey });
  const completion = await script.signIn(started);
  if (!completion) return api.get<Journey>(`/enrolment/journeys/${id}`);
  return api.post<Journey>('/enrolment/identity/completions', { body: completion });
}
