import { isServiceError } from '@interlink/contracts/errors';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { VerificationResult } from '@interlink/contracts/verification/result';
import type { AskableKind } from '@interlink/contracts/verification/runs';
import type { OpenImisPerson } from '../openimis/port.js';
import type { Actor } from '../platform/actor.js';
import type { Registry } from '../registry/service.js';
import type { Verification } from './service.js';

/** Whom everything is asked of. */
export interface Askable {
  readonly verification: Verification;
  readonly registry: Pick<Registry, 'getPersonOfSource' | 'policy'>;
}

/** As much of a person as is asked about. */
export type AskedPerson = Pick<OpenImisPerson, 'account' | 'birthDate' | 'givenName' | 'individualId' | 'surname'> & {
  readonly nationalId: string;
};

export interface Asking {
  readonly actor: Actor;
  /** How far the one who asks sees our own registry (S2). */
  readonly scope: Scope;
  /** The same for each repeat: a repeat after a kill is the same message. */
  readonly requestId: string;
  readonly person: AskedPerson;
  readonly programme: string | undefined;
}

export interface Answers {
  readonly results: readonly VerificationResult[];
  /** Could not be asked, because openIMIS does not have what is asked about. */
  readonly notAsked: readonly AskableKind[];
}

/** Asks everything about one person at once. */
export async function askAbout(deps: Askable, asking: Asking, checks: readonly AskableKind[]): Promise<Answers> {
  const ask = askingOf(deps, asking);
  const answers = await Promise.all(checks.map(async (kind) => ({ kind, results: await ask[kind]() })));
  return {
    results: answers.flatMap(({ results }) => results ?? []),
    notAsked: answers.flatMap(({ kind, results }) => (results ? [] : [kind])),
  };
}

function askingOf(
  { verification, registry }: Askable,
  { actor, scope, requestId, person, programme }: Asking,
): Record<AskableKind, () => Promise<readonly VerificationResult[] | undefined>> {
  const { individualId, givenName, surname, birthDate, account, nationalId } = person;
  const about = { subjectId: individualId, requestId, actor };
  return {
    'civil-status': async () => [
      (await verification.checkCivilStatus({ ...about, nationalId, givenName, surname, birthDate })).result,
    ],
    account: async () => {
      if (!account) return undefined;
      const { provider, number: accountNumber } = account;
      const holderName = `${givenName} ${surname}`;
      return [(await verification.checkAccount({ ...about, provider, accountNumber, holderName, nationalId })).result];
    },
    enrolment: async () => {
      const own = await findOwn(registry, actor, individualId, scope);
      return verification.checkEnrolments({ ...about, nationalId, programme, own });
    },
  };
}

/**
 * As the one who asks may see it, and written down as read (S6). Undefined: the registry has not heard of the person.
 */
async function findOwn(registry: Askable['registry'], actor: Actor, individualId: string, scope: Scope) {
  try {
    return await registry.getPersonOfSource(actor, { source: 'openimis', key: individualId }, scope);
  } catch (thrown) {
    if (isServiceError(thrown) && thrown.code === 'registry.person-not-found') return undefined;
    throw thrown;
  }
}
