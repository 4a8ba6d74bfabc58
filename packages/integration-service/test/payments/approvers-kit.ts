import type { Approvers, AssertionRequest, EnrolmentRequest } from '@interlink/contracts/payments/approvers';
import { softwareAuthenticator } from '../../../../scripts/stack/software-authenticator.mjs';
import type { Operator } from '../../src/platform/http/api.js';
import { testActor } from '../support/platform.js';
import type { PaymentsKit } from './payments-kit.js';

export const ORIGIN = 'http://127.0.0.1:3000';
export type Authenticator = ReturnType<typeof softwareAuthenticator>;

/** Somebody who may approve, as openIMIS says; that alone is not enough. */
export function anApprover(loginName: string, over: Partial<Operator['session']> = {}): Operator {
  const actor = testActor(loginName);
  const permissions: Operator['session']['permissions'] = ['payments.approve', 'payments.read'];
  const who = { userId: actor.id, loginName, displayName: loginName, language: 'en', institution: 'MSW' };
  return { session: { ...who, permissions, ...over }, token: `token-${loginName}`, districts: [], actor };
}

export const ana = anApprover('ana.approver');
export const abe = anApprover('abe.approver');
export const ada = anApprover('ada.approver');

export const newKey = (): Authenticator => softwareAuthenticator(ORIGIN);

export const CEREMONY = {
  institution: 'MSW',
  place: 'Ministry, room 12',
  witnesses: ['Wanda Witness', 'Wilson Witness'],
  logins: ['ana.approver', 'abe.approver', 'ada.approver'],
};

export async function openCeremony(kit: PaymentsKit, over: Partial<typeof CEREMONY> = {}): Promise<string> {
  const record = { ...CEREMONY, ...over };
  return kit.platform.inTransaction(testActor('interlink'), (tx) => kit.payments.approvers.openCeremony(tx, record));
}

interface Enrolling {
  readonly ceremonyCode?: string;
  readonly relatedIndividualIds?: string[];
}

export async function enrol(
  { platform, payments }: PaymentsKit,
  who: Operator,
  key: Authenticator,
  over: Enrolling = {},
): Promise<Approvers> {
  const { approvers } = payments;
  const asked: EnrolmentRequest = await platform.inTransaction(who.actor, (tx) => approvers.askEnrolment(tx, who));
  const body = { ...key.create(asked), label: `key of ${who.session.loginName}`, relatedIndividualIds: [], ...over };
  return platform.inTransaction(who.actor, (tx) => approvers.enrol(tx, who, body));
}

/** Ana, Abe and Ada with a key each. */
export async function holdCeremony(kit: PaymentsKit, over: Enrolling = {}): Promise<readonly Authenticator[]> {
  const ceremonyCode = await openCeremony(kit);
  const keys = [];
  for (const who of [ana, abe, ada]) {
    const key = newKey();
    await enrol(kit, who, key, { ...over, ceremonyCode });
    keys.push(key);
  }
  return keys;
}

export type Judgement = 'endorsed' | 'objected' | 'revoked';

export async function judge(
  { platform, payments }: PaymentsKit,
  who: Operator,
  key: Authenticator,
  credentialId: string,
  judgement: Judgement,
): Promise<Approvers> {
  const { approvers } = payments;
  const asked = { credentialId, judgement };
  const request = await platform.inTransaction(who.actor, (tx) => approvers.askJudgement(tx, who, asked));
  const assertion = key.get(request);
  return platform.inTransaction(who.actor, (tx) => approvers.judge(tx, who, { ...asked, assertion }));
}

export const askApproval = (
  { platform, payments }: PaymentsKit,
  who: Operator,
  { id, statementHash }: { readonly id: string; readonly statementHash: string },
): Promise<AssertionRequest> =>
  platform.inTransaction(who.actor, (tx) => payments.askApproval(tx, who, id, { statementHash }));

type SignOptions = Parameters<Authenticator['get']>[1];

export async function signApproval(
  kit: PaymentsKit,
  who: Operator,
  key: Authenticator,
  batch: { readonly id: string; readonly statementHash: string },
  options?: SignOptions,
) {
  const assertion = key.get(await askApproval(kit, who, batch), options);
  const { id, statementHash } = batch;
  return kit.platform.inTransaction(who.actor, (tx) => kit.payments.approve(tx, who, id, { statementHash, assertion }));
}
