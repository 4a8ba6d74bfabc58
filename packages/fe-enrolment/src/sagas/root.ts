import { all, fork, put, takeEvery, takeLatest, takeLeading } from 'redux-saga/effects';
import type { ChangeOptions } from '@interlink/fe-kit/api-client';
import type { Refused } from '@interlink/fe-kit/store/request';
import { pageSagas } from '@interlink/fe-kit/store/page-saga';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { ActName, EnrolmentApi } from '../api.js';
import * as requests from '../store/requests.js';
import type { ActOnJourney } from '../store/requests.js';
import { searchVillages } from './villages.js';
import { watchWatchJourney } from './watch-journey.js';

const { latest, leading } = pageSagas(requests.LEAVE);

/** Acts on a journey at rest: there another version means that another person acted, which is refused with 412. */
const AT_REST: readonly ActName[] = ['decision', 'hold/override', 'submit', 'withdraw'];

function changeOf({
  journey,
  key,
  act,
}: Pick<ActOnJourney, 'journey' | 'key'> & { readonly act?: ActName }): ChangeOptions {
  const version = act && AT_REST.includes(act) ? journey.version : undefined;
  return { key, version, correlationId: journey.correlationId };
}

/** After a refusal the page shows what is now, not what was. */
function* readAgain({ payload: problem, meta }: Refused<ActOnJourney>) {
  if (problem.status === 409 || problem.status === 412) yield put(requests.loadJourney.ask({ id: meta.journey.id }));
}

/** All effects of this module. */
export function rootSaga(api: EnrolmentApi) {
  return function* () {
    yield all([
      takeLeading(
        requests.loadProgrammes.REQ,
        requestSaga(requests.loadProgrammes, () => api.programmes()),
      ),
      latest(requests.findApplicants, api.find),
      leading(requests.startJourney, ({ body, key }) => api.start(body, key)),
      takeEvery(
        requests.loadJourney.REQ,
        requestSaga(requests.loadJourney, ({ id }) => api.journey(id)),
      ),
      takeLatest(requests.listJourneys.REQ, requestSaga(requests.listJourneys, api.list)),
      leading(requests.actOnJourney, (intent) => api.act(intent.journey.id, intent.act, intent.body, changeOf(intent))),
      leading(requests.startIdentity, (intent) => api.startIdentity(intent.journey.id, changeOf(intent))),
      takeLeading(
        requests.completeIdentity.REQ,
        requestSaga(requests.completeIdentity, ({ body, key }) => api.completeIdentity(body, key)),
      ),
      takeLeading(
        requests.loadOpenWork.REQ,
        requestSaga(requests.loadOpenWork, () => api.openWork()),
      ),
      takeEvery(requests.actOnJourney.ERR, readAgain),
      takeLatest(requests.findVillages.REQ, searchVillages),
      fork(watchWatchJourney, api),
    ]);
  };
}
