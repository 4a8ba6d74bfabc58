import { useSelector } from 'react-redux';
import { requestReducer, type RequestActions } from '@interlink/fe-kit/store/request';
import { MODULE } from '../names.js';
import { LEAVE, loadExpiring, loadPerson, verifyPeople } from './requests.js';

const IDLE = { status: 'idle' } as const;
type Action = { readonly type: string };

function perPage<A, R>(actions: RequestActions<A, R>) {
  const reduce = requestReducer(actions);
  return (state: ReturnType<typeof reduce> | undefined, action: Action): ReturnType<typeof reduce> =>
    action.type === LEAVE ? IDLE : reduce(state, action);
}

const run = perPage(verifyPeople);
const person = perPage(loadPerson);
const expiring = perPage(loadExpiring);

export interface VerificationState {
  readonly run: ReturnType<typeof run>;
  readonly person: ReturnType<typeof person>;
  readonly expiring: ReturnType<typeof expiring>;
}

/** The module's slice of the host's store. */
export const verificationReducer = (state: VerificationState | undefined, action: Action): VerificationState => ({
  run: run(state?.run, action),
  person: person(state?.person, action),
  expiring: expiring(state?.expiring, action),
});

/** Selects from the module's slice. */
export function useVerification<T>(select: (state: VerificationState) => T): T {
  return useSelector((host: Readonly<Record<string, unknown>>) => select(host[MODULE] as VerificationState));
}
