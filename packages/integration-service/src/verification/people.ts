import { ServiceError } from '@interlink/contracts/errors';
import type {
  AskableKind,
  ExpiringVerifications,
  PersonVerifications,
  VerificationRun,
  VerifiedPerson,
  VerifyPeople,
} from '@interlink/contracts/verification/runs';
import type { VerificationResult } from '@interlink/contracts/verification/result';
import { VerificationSettings } from '@interlink/contracts/verification/settings';
import { maskIdentifier } from '@interlink/domain/verification/mask-identifier';
import { verdictOf, type VerificationPolicy } from '@interlink/domain/verification/verdict';
import type { OpenImis, OpenImisPerson } from '../openimis/port.js';
import { readPolicy } from '../platform/config.js';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import { scopeOf, type Registry } from '../registry/service.js';
import { askAbout } from './ask-about.js';
import { erasedAmong, findExpiring, notePeople } from './people-store.js';
import type { Verification } from './service.js';

/** Verification of people whom openIMIS has, for an operator who may see them. */
export interface PeopleVerification {
  /** Asks about each; who cannot be reached is an answer, not a failure. `verification.programme-unknown`. */
  verify(operator: Operator, request: VerifyPeople): Promise<VerificationRun>;
  /** Unknown, or not the operator's to see: `verification.person-not-found`. */
  list(operator: Operator, individualId: string): Promise<PersonVerifications>;
  /** Confirmations that end within so many days, soonest first; of people whom the operator may see. */
  expiring(operator: Operator, days: number): Promise<ExpiringVerifications>;
}

export interface PeopleDeps {
  readonly openimis: OpenImis;
  readonly verification: Verification;
  readonly registry: Pick<Registry, 'getPersonOfSource' | 'policy'>;
}

/** Partners are asked about so many people at once. */
const AT_ONCE = 5;
const DAY_MS = 86_400_000;

export function createPeopleVerification(platform: Platform, deps: PeopleDeps): PeopleVerification {
  const settings = readPolicy(platform.config, 'verification', VerificationSettings);
  const peopleOf = ({ token, actor }: Operator) => deps.openimis.asOperator(token, actor.correlationId).people;
  return {
    async verify(operator, { nationalIds, programme, kinds }) {
      const policy = policyOf(platform, settings, operator, programme);
      const checks = kinds ?? policy.checks;
      const items: VerifiedPerson[] = [];
      for (let at = 0; at < nationalIds.length; at += AT_ONCE) {
        const some = nationalIds.slice(at, at + AT_ONCE);
        const people = await Promise.all(some.map((id) => peopleOf(operator).find({ nationalId: id }, 2)));
        const asked = some.map((id, place) =>
          verifyOne(platform, deps, operator, { nationalId: id, found: people[place] ?? [], checks, programme }),
        );
        items.push(...(await Promise.all(asked)).map((one) => toVerified(one, policy)));
      }
      return { items };
    },
    async list(operator, individualId) {
      const person = await peopleOf(operator).findById(individualId);
      if (!person) throw new ServiceError('verification.person-not-found');
      const read = { action: 'verification.read-person', stream: `subject:${individualId}`, subjects: [individualId] };
      return platform.auditedRead(operator.actor, read, async () => ({
        individualId,
        name: nameOf(person),
        results: await deps.verification.list(individualId),
      }));
    },
    async expiring(operator, days) {
      const now = platform.clock.now();
      const rows = await findExpiring(platform, now, new Date(now.getTime() + days * DAY_MS));
      const seen = await Promise.all(rows.map(({ subjectId }) => peopleOf(operator).findById(subjectId)));
      const items = rows.flatMap(({ subjectId, kind, source, checkedAt, expiresAt }, at) => {
        const person = seen[at];
        const times = { checkedAt: checkedAt.toISOString(), expiresAt: expiresAt.toISOString() };
        return person ? [{ individualId: subjectId, name: nameOf(person), kind, source, ...times }] : [];
      });
      const read = { action: 'verification.list-expiring', stream: `operator:${operator.actor.id}` };
      const subjects = [...new Set(items.map(({ individualId }) => individualId))];
      return platform.auditedRead(operator.actor, { ...read, subjects }, () => Promise.resolve({ items }));
    },
  };
}

export const nameOf = ({ givenName, surname }: OpenImisPerson) => `${givenName} ${surname}`;

/** S2: of another institution's programme not even the policy is told. */
export function policyOf(
  { config }: Platform,
  { general, programmes }: VerificationSettings,
  { session }: Operator,
  programme: string | undefined,
): VerificationPolicy {
  if (programme === undefined) return general;
  const known = config.settings.programmes[programme];
  if (!known || known.institution !== session.institution) throw new ServiceError('verification.programme-unknown');
  return programmes[programme] ?? general;
}

interface Asked {
  readonly nationalId: string;
  readonly person?: OpenImisPerson;
  readonly results: readonly VerificationResult[];
  readonly notAsked: readonly AskableKind[];
}

interface Wanted {
  readonly nationalId: string;
  readonly found: readonly OpenImisPerson[];
  readonly checks: readonly AskableKind[];
  readonly programme: string | undefined;
}

/**
 * More than one person with one identifier is nobody: a registry that is asked about either could answer for the other.
 * Whoever was erased is nobody, too.
 */
async function verifyOne(
  platform: Platform,
  deps: PeopleDeps,
  operator: Operator,
  { nationalId, found, checks, programme }: Wanted,
): Promise<Asked> {
  const [person, second] = found;
  const isNobody = !person || second || (await erasedAmong(platform, [person.individualId])).size > 0;
  if (isNobody) return { nationalId, results: [], notAsked: [] };
  await platform.inTransaction(operator.actor, (tx) => notePeople(tx, [person.individualId]));
  const asking = {
    ...{ actor: operator.actor, scope: scopeOf(operator, 'enrolment', deps.registry.policy) },
    ...{ requestId: platform.ids.next(), person: { ...person, nationalId }, programme },
  };
  return { nationalId, person, ...(await askAbout(deps, asking, checks)) };
}

function toVerified({ nationalId, person, results, notAsked }: Asked, policy: VerificationPolicy): VerifiedPerson {
  const shown = { nationalId: maskIdentifier(nationalId), results: [...results], notAsked: [...notAsked] };
  if (!person) return { ...shown, verdict: 'unknown' };
  const verdict = verdictOf(results, notAsked, policy);
  return { ...shown, individualId: person.individualId, name: nameOf(person), verdict };
}
