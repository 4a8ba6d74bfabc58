import type { NewAuthenticator } from '@interlink/contracts/platform/confirmation';
import { useState } from 'react';
import { useApiClient } from '../api-context.js';
import { toProblem, type ApiProblem } from '../api-problem.js';
import { confirmationApi, type ConfirmationKind } from '../confirmation.js';

export interface Confirming {
  readonly password: string;
  readonly code: string;
  readonly setPassword: (value: string) => void;
  readonly setCode: (value: string) => void;
  /** Set once the password was right and an authenticator is to be set up. */
  readonly authenticator: NewAuthenticator | undefined;
  readonly isBusy: boolean;
  readonly problem: ApiProblem | undefined;
  /** The next step; `onConfirmed` is called once, when nothing is missing any more. */
  readonly goOn: () => void;
}

/** What a person types to confirm; it lives as long as the dialog and nowhere else. */
export function useConfirmation(kind: ConfirmationKind, onConfirmed: () => void): Confirming {
  const api = confirmationApi(useApiClient());
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [authenticator, setAuthenticator] = useState<NewAuthenticator>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const step = async () => {
    if (authenticator) return api.activate(code).then(() => true);
    await api.confirm(password, kind === 'code' ? code : undefined);
    if (kind !== 'new-authenticator') return true;
    setAuthenticator(await api.newAuthenticator());
    return false;
  };
  const goOn = () => {
    setBusy(true);
    setProblem(undefined);
    step().then(
      (isDone) => (isDone ? onConfirmed() : setBusy(false)),
      (thrown: unknown) => {
        setBusy(false);
        setCode('');
        setProblem(toProblem(thrown));
      },
    );
  };
  return { password, code, setPassword, setCode, authenticator, isBusy, problem, goOn };
}
