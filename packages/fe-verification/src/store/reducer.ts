import { defineStore } from '@interlink/fe-kit/store/module-store';
import { requestReducer, type RequestActions } from '@interlink/fe-kit/store/request';
import { MODULE } from '../names.js';
import { LEAVE, loadExpiring, loadList, loadListPage, loadPerson, verifyPeople } from './requests.js';

const IDLE = { status: 'idle' } as const;
type Action = { readonly type: string };

function perPage<A, R>(actions: RequestActions<A, R>) {
  const reduce = requestReducer(actions);
  return (state: ReturnType<typeof reduce> | undefined, action: Action): ReturnType<typeof reduce> =>
    action.type === LEAVE ? IDLE : reduce(state, action);
}

const slices = {
  run: perPage(verifyPeople),
  list: perPage(loadList),
  listPage: perPage(loadListPage),
  person: perPage(loadPerson),
  expiring: perPage(loadExpiring),
};

export const { reducer: verificationReducer, useStore: useVerification } = defineStore(MODULE, slices);
