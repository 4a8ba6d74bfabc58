import type { NewAuthenticator, SessionConfirmed } from '@interlink/contracts/platform/confirmation';
import type { ApiClient } from './api-client.js';
import type { ApiProblem } from './api-problem.js';

/** The refusals that a `ConfirmDialog` gets out of the way. */
export function needsConfirmation(problem: ApiProblem | undefined): boolean {
  return problem?.code === 'platform.confirmation-needed' || problem?.code === 'platform.second-factor-needed';
}

/** What is asked for: the password, and the code of an authenticator that may have to be set up first. */
export type ConfirmationKind = 'password' | 'code' | 'new-authenticator';

export function kindOf({ details }: ApiProblem): ConfirmationKind {
  if (details.secondFactor !== true) return 'password';
  return details.enrolled === false ? 'new-authenticator' : 'code';
}

/** S7: the password goes straight to the service; no store, no action and no log of the host ever holds it. */
export const confirmationApi = (client: ApiClient) => ({
  confirm: (password: string, code?: string) =>
    client.post<SessionConfirmed>('/session/confirm', { password, ...(code === undefined ? {} : { code }) }),
  newAuthenticator: () => client.post<NewAuthenticator>('/session/totp', {}),
  activate: (code: string) => client.post<SessionConfirmed>('/session/totp/activation', { code }),
});
