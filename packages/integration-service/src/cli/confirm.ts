import type { SessionConfirmed } from '@interlink/contracts/platform/confirmation';
import { ApiProblem, type ApiClient } from './api-client.js';
import { CliError } from './cli-error.js';
import { answersFrom, type Typed } from './prompt.js';

const ASKS = ['platform.confirmation-needed', 'platform.second-factor-needed'];

/**
 * Does what weighs (S7). When the service wants the password again, it is asked for, by prompt or standard input, and
 * the act is repeated once.
 */
export async function confirming<T>(
  api: ApiClient,
  act: () => Promise<T>,
  typed: Typed = { input: process.stdin, output: process.stderr },
): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof ApiProblem) || !ASKS.includes(thrown.code)) throw thrown;
    await confirm(api, thrown.details['secondFactor'] === true, typed);
    return act();
  }
}

async function confirm(api: ApiClient, secondFactor: boolean, typed: Typed): Promise<void> {
  const answers = answersFrom(typed);
  try {
    const password = await answers.next('Your openIMIS password, to confirm: ', true);
    if (password === '')
      throw new CliError('This wants your password again: type it, or give it on standard input.', 2);
    const code = secondFactor ? (await answers.next('Code of your authenticator: ')).trim() : '';
    await api.post<SessionConfirmed>('/session/confirm', { body: { password, ...(code !== '' && { code }) } });
  } finally {
    answers.close();
  }
}
