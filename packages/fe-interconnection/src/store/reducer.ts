import { defineStore } from '@interlink/fe-kit/store/module-store';
import { requestReducer, type RequestActions } from '@interlink/fe-kit/store/request';
import { MODULE } from '../names.js';
import * as requests from './requests.js';

type Action = { readonly type: string };
const IDLE = { status: 'idle' } as const;

/** A slice that starts anew with each page: an old refusal must not greet the next partner. */
function perPage<A, R>(actions: RequestActions<A, R>, merge?: (before: R | undefined, result: R, args: A) => R) {
  const reduce = requestReducer(actions, merge);
  return (state: ReturnType<typeof reduce> | undefined, action: Action): ReturnType<typeof reduce> =>
    action.type === requests.LEAVE ? IDLE : reduce(state, action);
}

interface Page {
  readonly items: readonly unknown[];
}

/** With a cursor the answer is the next page, without one it is the first. */
const joined =
  <A, R extends Page>(isNext: (args: A) => boolean) =>
  (before: R | undefined, page: R, args: A): R =>
    isNext(args) ? { ...page, items: [...(before?.items ?? []), ...page.items] } : page;

const slices = {
  act: perPage(requests.actOnAgreement),
  add: perPage(requests.addPartner),
  agreements: perPage(requests.loadAgreements),
  change: perPage(requests.changePartner),
  check: perPage(requests.checkMessage),
  connectors: requestReducer(requests.loadConnectors),
  draft: perPage(requests.draftAgreement),
  endFollowing: perPage(requests.endFollowing),
  exchanges: perPage(requests.loadExchanges, (before, page, { after }) =>
    after === undefined ? page : { ...page, lines: [...(before?.lines ?? []), ...page.lines] },
  ),
  files: perPage(requests.loadFiles),
  follow: perPage(requests.followRegistry),
  followed: perPage(requests.loadFollowed),
  ownKeys: requestReducer(requests.loadOwnKeys),
  parked: perPage(
    requests.loadParked,
    joined(({ cursor }) => cursor !== undefined),
  ),
  partner: perPage(requests.loadPartner),
  partners: requestReducer(requests.loadPartners),
  replay: perPage(requests.replayParked),
  secret: perPage(requests.makeSecret),
  subscriptions: perPage(
    requests.loadSubscriptions,
    joined(({ after }) => after !== undefined),
  ),
};

export const { reducer: interconnectionReducer, useStore: useInterconnection } = defineStore(MODULE, slices);
