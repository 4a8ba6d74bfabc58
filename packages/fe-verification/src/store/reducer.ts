import { defineStore } from '@interlink/fe-kit/store/module-store';
import { requestReducer, type RequestActions } from '@interlink/fe-kit/store/request';
import { perSubject } from '@interlink/fe-kit/store/subject';
import { MODULE } from '../names.js';
import { LEAVE, loadExpiring, loadList, loadListPage, loadPerson, verifyPeople } from './requests.js';

const IDLE = { status: 'idle' } as const;
type Action = { readonly type: string };

/** A slice that starts anew with each page, and with each thing asked about. */
function perPage<A, R>(actions: RequestActions<A, R>, subjectOf: (args: A) => unknown = () => undefined) {
  const reduce = perSubject(actions, requestReducer(actions), subjectOf);
  return (state: ReturnType<typeof reduce> | undefined, action: Action): ReturnType<typeof reduce> =>
    action.type === LEAVE ? IDLE : reduce(state, action);
}

const slices = {
  run: perPage(verifyPeople),
  list: perPage(loadList),
  listPage: perPage(loadListPage),
  person: perPage(loadPerson),
  expiring: perPage(loadExpiring, ({ days }) => days),
};

export const { reducer: verificationReducer, useStore: useVerification } = defineStore(MODULE, slices);
