import { defineStore } from '@interlink/fe-kit/store/module-store';
import { requestReducer, type RequestActions } from '@interlink/fe-kit/store/request';
import { perSubject } from '@interlink/fe-kit/store/subject';
import { MODULE } from '../names.js';
import * as requests from './requests.js';

type Action = { readonly type: string };
const IDLE = { status: 'idle' } as const;

/** A slice that starts anew with each page, and by another filter: an old refusal must not greet the next partner. */
function perPage<A, R>(
  actions: RequestActions<A, R>,
  subjectOf: (args: A) => unknown = () => undefined,
  merge?: (before: R | undefined, result: R, args: A) => R,
) {
  const reduce = perSubject(actions, requestReducer(actions, merge), subjectOf);
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
  exchanges: perPage(
    requests.loadExchanges,
    ({ after: _after, ...filter }) => filter,
    (before, page, { after }) =>
      after === undefined ? page : { ...page, lines: [...(before?.lines ?? []), ...page.lines] },
  ),
  files: perPage(requests.loadFiles, (filter) => filter),
  follow: perPage(requests.followRegistry),
  followed: perPage(requests.loadFollowed),
  ownKeys: requestReducer(requests.loadOwnKeys),
  parked: perPage(
    requests.loadParked,
    undefined,
    joined(({ cursor }) => cursor !== undefined),
  ),
  partner: perPage(requests.loadPartner),
  partners: requestReducer(requests.loadPartners),
  replay: perPage(requests.replayParked),
  secret: perPage(requests.makeSecret),
  subscriptions: perPage(
    requests.loadSubscriptions,
    ({ after: _after, ...filter }) => filter,
    joined(({ after }) => after !== undefined),
  ),
};

export const { reducer: interconnectionReducer, useStore: useInterconnection } = defineStore(MODULE, slices);
