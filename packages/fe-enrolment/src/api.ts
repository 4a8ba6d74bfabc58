import type { ApplicantCandidates, FindApplicants } from '@interlink/contracts/enrolment/applicant';
import type {
  CheckAccount,
  CompleteIdentity,
  Decide,
  GiveConsent,
  IdentityStarted,
  OverrideHold,
  StartJourney,
  Submit,
  VouchIdentity,
  Withdraw,
} from '@interlink/contracts/enrolment/commands';
import type { EnrolmentProgramme, Journey, JourneyPage, OpenWork } from '@interlink/contracts/enrolment/journey';
import type { JourneyState } from '@interlink/contracts/enrolment/states';
import type { ApiClient, ChangeOptions } from '@interlink/fe-kit/api-client';

/** Each act on a journey, by its address, with its body. */
export interface ActBodies {
  readonly account: CheckAccount;
  readonly 'checks/retry': Record<string, never>;
  readonly consent: GiveConsent;
  readonly decision: Decide;
  readonly 'hold/override': OverrideHold;
  readonly 'identity/vouch': VouchIdentity;
  readonly submit: Submit;
  readonly 'task-resolution': Record<string, never>;
  readonly withdraw: Withdraw;
}
export type ActName = keyof ActBodies;

export interface JourneyFilter {
  readonly state?: JourneyState | undefined;
  readonly individualId?: string | undefined;
  /** As the person reads it from the message or the slip. */
  readonly reference?: string | undefined;
  /** Only those that wait for the operator as their intake officer. */
  readonly unfinished?: true | undefined;
  readonly cursor?: string | undefined;
}

/** Interlink's enrolment API. */
export interface EnrolmentApi {
  programmes(): Promise<readonly EnrolmentProgramme[]>;
  find(search: FindApplicants): Promise<ApplicantCandidates>;
  /** With the same key it makes one journey, however often it is sent. */
  start(journey: StartJourney, key: string): Promise<Journey>;
  list(filter: JourneyFilter): Promise<JourneyPage>;
  journey(id: string): Promise<Journey>;
  act<A extends ActName>(id: string, act: A, body: ActBodies[A], options: ChangeOptions): Promise<Journey>;
  startIdentity(id: string, options: ChangeOptions): Promise<IdentityStarted>;
  completeIdentity(returned: CompleteIdentity, key: string): Promise<Journey>;
  openWork(): Promise<OpenWork>;
}

const PAGE_SIZE = 20;

export function enrolmentApi(client: ApiClient): EnrolmentApi {
  const at = (id: string, rest = '') => `/enrolment/journeys/${encodeURIComponent(id)}${rest}`;
  return {
    programmes: () => client.get('/enrolment/programmes'),
    find: (search) => client.post('/enrolment/applicants/search', search),
    start: (journey, key) => client.post('/enrolment/journeys', journey, { key }),
    list: ({ unfinished, ...filter }) =>
      client.get('/enrolment/journeys', { ...filter, unfinished: unfinished && 'true', limit: PAGE_SIZE }),
    journey: (id) => client.get(at(id)),
    act: (id, act, body, options) => client.post(at(id, `/${act}`), body, options),
    startIdentity: (id, options) => client.post(at(id, '/identity/start'), {}, options),
    completeIdentity: (returned, key) => client.post('/enrolment/identity/completions', returned, { key }),
    openWork: () => client.get('/enrolment/open-work'),
  };
}
