import { all, put, takeEvery, takeLatest } from 'redux-saga/effects';
import type { PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import { pageSagas } from '@interlink/fe-kit/store/page-saga';
import type { Answered, RequestActions } from '@interlink/fe-kit/store/request';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { InterconnectionApi } from '../api.js';
import * as requests from '../store/requests.js';

const { latest, leading } = pageSagas(requests.LEAVE);
/** What every page may show as it was last heard. */
const kept = <A, R>(actions: RequestActions<A, R>, effect: (args: A) => Promise<R>) =>
  takeLatest(actions.REQ, requestSaga(actions, effect));

/** A change answers with what the partner looks like then. */
function* showPartner({ payload, meta }: Answered<requests.OfPartner, PartnerView>) {
  yield put(requests.loadPartner.answered({ id: meta.id }, payload));
}

function* askAgain({ meta }: Answered<requests.OfPartner, unknown>) {
  yield put(requests.loadAgreements.ask({ id: meta.id }));
}

/** What was made stands among the others as the service holds it. */
function* readPartner({ meta }: Answered<requests.OfPartner, unknown>) {
  yield put(requests.loadPartner.ask({ id: meta.id }));
}

/** All effects of this module. */
export function rootSaga(api: InterconnectionApi) {
  return function* () {
    yield all([
      kept(requests.loadPartners, () => api.partners()),
      latest(requests.loadPartner, ({ id }) => api.partner(id)),
      leading(requests.addPartner, ({ partner, key }) => api.add(partner, key)),
      leading(requests.changePartner, ({ id, change, key }) => api.change(id, change, key)),
      takeEvery(requests.changePartner.RESP, showPartner),
      leading(requests.makeSecret, ({ id, key }) => api.makeSecret(id, key)),
      takeEvery(requests.makeSecret.RESP, readPartner),
      latest(requests.loadAgreements, ({ id }) => api.agreements(id)),
      leading(requests.draftAgreement, ({ id, terms, key }) => api.draft(id, terms, key)),
      leading(requests.actOnAgreement, ({ id, agreement, action, key }) => api.act(id, agreement, action, key)),
      takeEvery([requests.draftAgreement.RESP, requests.actOnAgreement.RESP], askAgain),
      leading(requests.checkMessage, ({ id, message }) => api.check(id, message)),
      latest(requests.loadSubscriptions, api.subscriptions),
      latest(requests.loadFollowed, () => api.followed()),
      leading(requests.followRegistry, ({ body, key }) => api.follow(body, key)),
      leading(requests.endFollowing, ({ id, key }) => api.endFollowing(id, key)),
      takeEvery([requests.followRegistry.RESP, requests.endFollowing.RESP], function* () {
        yield put(requests.loadFollowed.ask(undefined));
      }),
      latest(requests.loadFiles, api.files),
      latest(requests.loadExchanges, api.exchanges),
      latest(requests.loadParked, ({ cursor }) => api.parked(cursor)),
      leading(requests.replayParked, ({ id }) => api.replay(id)),
      takeEvery(requests.replayParked.RESP, function* () {
        yield put(requests.loadParked.ask({}));
      }),
      kept(requests.loadConnectors, () => api.connectors()),
      kept(requests.loadOwnKeys, () => api.ownKeys()),
    ]);
  };
}
