import { defineStore } from '@interlink/fe-kit/store/module-store';
import { pageSlices } from '@interlink/fe-kit/store/page-slices';
import { requestReducer } from '@interlink/fe-kit/store/request';
import { pagedReducer, perSubject, shownAlone } from '@interlink/fe-kit/store/subject';
import { MODULE } from '../names.js';
import * as requests from './requests.js';

const { perPage, untilLeft } = pageSlices(requests.LEAVE);

/** Of another filter it is another log. */
const exchanges = perSubject(
  requests.loadExchanges,
  requestReducer(requests.loadExchanges, (before, page, { after }) =>
    after === undefined ? page : { ...page, lines: [...(before?.lines ?? []), ...page.lines] },
  ),
  ({ after: _after, ...filter }) => filter,
);

const slices = {
  act: perPage(requests.actOnAgreement),
  add: perPage(requests.addPartner),
  agreements: perPage(requests.loadAgreements),
  change: perPage(requests.changePartner),
  check: perPage(requests.checkMessage),
  connectors: requestReducer(requests.loadConnectors),
  draft: perPage(requests.draftAgreement),
  endFollowing: perPage(requests.endFollowing),
  exchanges: untilLeft(exchanges),
  files: untilLeft(shownAlone(requests.loadFiles)),
  follow: perPage(requests.followRegistry),
  followed: perPage(requests.loadFollowed),
  ownKeys: requestReducer(requests.loadOwnKeys),
  parked: untilLeft(pagedReducer(requests.loadParked, 'cursor')),
  partner: perPage(requests.loadPartner),
  partners: requestReducer(requests.loadPartners),
  replay: perPage(requests.replayParked),
  secret: perPage(requests.makeSecret),
  subscriptions: untilLeft(pagedReducer(requests.loadSubscriptions, 'after')),
};

export const { reducer: interconnectionReducer, useStore: useInterconnection } = defineStore(MODULE, slices);
