import { defineStore } from '@interlink/fe-kit/store/module-store';
import { requestReducer, type RequestActions } from '@interlink/fe-kit/store/request';
import { pagedReducer } from '@interlink/fe-kit/store/subject';
import { MODULE } from '../names.js';
import { journeysReducer } from './journeys.js';
import * as requests from './requests.js';

const IDLE = { status: 'idle' } as const;

/** A slice that starts anew with each page: an old refusal must not greet the next applicant. */
function perPage<A, R>(actions: RequestActions<A, R>) {
  const reduce = requestReducer(actions);
  return (
    state: ReturnType<typeof reduce> | undefined,
    action: { readonly type: string },
  ): ReturnType<typeof reduce> => (action.type === requests.LEAVE ? IDLE : reduce(state, action));
}

const slices = {
  act: perPage(requests.actOnJourney),
  applicants: perPage(requests.findApplicants),
  identity: perPage(requests.startIdentity),
  identityReturn: perPage(requests.completeIdentity),
  journeys: journeysReducer,
  list: pagedReducer(requests.listJourneys, 'cursor'),
  openWork: requestReducer(requests.loadOpenWork),
  programmes: requestReducer(requests.loadProgrammes),
  start: perPage(requests.startJourney),
  villages: requestReducer(requests.findVillages),
};

export const { reducer: enrolmentReducer, useStore: useEnrolment } = defineStore(MODULE, slices);
