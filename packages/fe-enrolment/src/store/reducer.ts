import { defineStore } from '@interlink/fe-kit/store/module-store';
import { pageSlices } from '@interlink/fe-kit/store/page-slices';
import { requestReducer } from '@interlink/fe-kit/store/request';
import { pagedReducer } from '@interlink/fe-kit/store/subject';
import { MODULE } from '../names.js';
import { journeysReducer } from './journeys.js';
import * as requests from './requests.js';

const { perPage } = pageSlices(requests.LEAVE);

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
