import type { NewAuthenticator } from '@interlink/contracts/platform/confirmation';
import { useState } from 'react';
import { useApiClient } from '../api-context.js';
import { toProblem, type ApiProblem } from '../api-problem.js';
import { confirmationApi, type ConfirmationKind } from '../confirmation.js';
import { useIsHere } from '../useIsHere.js';

export interface Confirming {
  readonly password: string;
  readonly code: string;
  readonly setPassword: (value: string) => void;
  readonly setCode: (value: string) => void;
  /** Set once the password was right and an authenticator is to be set up. */
  readonly authenticator: NewAuthenticator | undefined;
  readonly isBusy: boolean;
  readonly problem: ApiProblem | undefined;
  /**
   * The next step; `onConfirmed` is called once, when nothing is missing any more, unless the dialog was closed
   * meanwhile.
   */
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
  const isHere = useIsHere();
  /** What is to be set up next; undefined when nothing is missing any more. */
  const step = async () => {
    if (authenticator) return api.activate(code).then(() => undefined);
    await api.confirm(password, kind === 'code' ? code : undefined);
    // A key that nobody would see is not made.
    return kind === 'new-authenticator' && isHere.current ? api.newAuthenticator() : undefined;
  };
  const goOn = () => {
    setBusy(true);
    setProblem(undefined);
    step().then(
      (made) => {
        if (!isHere.current) return;
        if (!made) return onConfirmed();
        setAuthenticator(made);
        setBusy(false);
      },
      (thrown: unknown) => {
        if (!isHere.current) return;
        setBusy(false);
        setCode('');
        setProblem(toProblem(thrown));
      },
    );
  };
  return { password, code, setPassword, setCode, authenticator, isBusy, problem, goOn };
}
