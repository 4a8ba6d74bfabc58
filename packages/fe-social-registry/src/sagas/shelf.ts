import { call, put } from 'redux-saga/effects';
import { toProblem } from '@interlink/fe-kit/api-problem';
import type { Asked, RequestActions } from '@interlink/fe-kit/store/request';
import type { DraftVault } from '../drafts/vault.js';
import { inVault, type Desk } from './desk.js';

/**
 * Fetches what drafts are written with and keeps it, encrypted as they are, for when the connection is lost: then what
 * was kept in this session is the answer.
 */
export function shelvedRequest<A, R>(desk: Desk, actions: RequestActions<A, R>, name: string, ask: () => Promise<R>) {
  return function* ({ payload: args }: Asked<A>) {
    try {
      const value: R = yield call(ask);
      yield put(actions.answered(args, value));
      const vault: DraftVault | undefined = yield call(opened, desk);
      if (vault) yield call(inVault, () => vault.shelve(name, value));
    } catch (thrown) {
      const problem = toProblem(thrown);
      const kept: unknown = problem.code === 'lost' ? yield call(onShelf, desk, name) : undefined;
      yield put(kept === undefined ? actions.refused(args, problem) : actions.answered(args, kept as R));
    }
  };
}

/** When it is being opened just now it is waited for; a vault that does not open is none. */
const opened = ({ opening }: Desk): Promise<DraftVault | undefined> => Promise.resolve(opening).catch(() => undefined);

const onShelf = async (desk: Desk, name: string): Promise<unknown> =>
  (await opened(desk))?.unshelve(name).catch(() => undefined);
