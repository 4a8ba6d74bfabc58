import type { ApplicantCandidates, FindApplicants } from '@interlink/contracts/enrolment/applicant';
import type { CompleteIdentity, IdentityStarted, StartJourney } from '@interlink/contracts/enrolment/commands';
import type { EnrolmentProgramme, Journey, JourneyPage, OpenWork } from '@interlink/contracts/enrolment/journey';
import { defineRequest } from '@interlink/fe-kit/store/request';
import type { ActBodies, ActName, JourneyFilter } from '../api.js';

const named = (name: string) => `INTERLINK_ENROLMENT_${name}`;

export const loadProgrammes = defineRequest<undefined, readonly EnrolmentProgramme[]>(named('PROGRAMMES'));
export const findApplicants = defineRequest<FindApplicants, ApplicantCandidates>(named('APPLICANTS'));
export const startJourney = defineRequest<{ readonly body: StartJourney; readonly key: string }, Journey>(
  named('START'),
);
export const loadJourney = defineRequest<{ readonly id: string }, Journey>(named('JOURNEY'));
export const listJourneys = defineRequest<JourneyFilter, JourneyPage>(named('JOURNEYS'));
export const loadOpenWork = defineRequest<undefined, OpenWork>(named('OPEN_WORK'));

/** One intent of a person on a journey: `journey` is what was shown, `key` stays the same when it is sent again. */
export interface ActOnJourney<A extends ActName = ActName> {
  readonly journey: Journey;
  readonly act: A;
  readonly body: ActBodies[A];
  readonly key: string;
}
export const actOnJourney = defineRequest<ActOnJourney, Journey>(named('ACT'));
export const startIdentity = defineRequest<{ readonly journey: Journey; readonly key: string }, IdentityStarted>(
  named('IDENTITY_START'),
);
export const completeIdentity = defineRequest<{ readonly body: CompleteIdentity; readonly key: string }, Journey>(
  named('IDENTITY_COMPLETE'),
);

/** A place as the operator may choose it. */
export interface Village {
  readonly id: string;
  readonly name: string;
}
export const findVillages = defineRequest<{ readonly name: string }, readonly Village[]>(named('VILLAGES'));

/** The desk follows a journey that moves by itself; one journey at a time. */
export const WATCH = named('WATCH');
export const UNWATCH = named('UNWATCH');
export const WAITED_LONG = named('WAITED_LONG');
export const watchJourney = (id: string) => ({ type: WATCH, payload: { id } });
export const unwatchJourney = () => ({ type: UNWATCH });
export const waitedLong = (id: string) => ({ type: WAITED_LONG, payload: { id } });
/** Forgets what the page before asked and was told. */
export const LEAVE = named('LEAVE');
export const leavePage = () => ({ type: LEAVE });
