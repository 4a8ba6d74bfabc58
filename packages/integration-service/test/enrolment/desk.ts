import { randomUUID } from 'node:crypto';
import type { Applicant } from '@interlink/contracts/enrolment/applicant';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { createEnrolment, type Enrolment } from '../../src/enrolment/service';
import type { Operator } from '../../src/platform/http/api';
import type { Platform } from '../../src/platform/platform';
import { subscriptions } from '../../src/subscriptions';
import { anOperator, fakeOpenImis, type FakeOpenImis } from '../support/fake-openimis';
import { openTestPlatform, type TestPlatform } from '../support/platform';
import { fakeVerification, type FakeVerification } from './fake-verification';

export const VILLAGE = '00000000-0000-4000-8000-00000000d001';
export const DISTRICT = '00000000-0000-4000-8000-00000000d002';
export const FAR_VILLAGE = '00000000-0000-4000-8000-00000000d003';
export const FAR_DISTRICT = '00000000-0000-4000-8000-00000000d004';

/** An enrolment desk over a real database; only openIMIS, the partners and the clock are faked. */
export interface Desk {
  readonly test: TestPlatform;
  readonly platform: Platform;
  readonly openimis: FakeOpenImis;
  readonly verification: FakeVerification;
  readonly enrolment: Enrolment;
  readonly ina: Operator;
  readonly ana: Operator;
  readonly abe: Operator;
  operator(login: string, over?: Partial<Operator['session']>, districts?: readonly string[]): Operator;
  start(over?: Partial<Applicant>, by?: Operator): Promise<Journey>;
  consented(over?: Partial<Applicant>): Promise<Journey>;
  /** Signs in at the fake provider with this answer and comes back. */
  authenticate(id: string, by?: Operator): Promise<Journey>;
  account(id: string, accountNumber?: string): Promise<Journey>;
  ready(over?: Partial<Applicant>): Promise<Journey>;
  submitted(over?: Partial<Applicant>): Promise<Journey>;
  approve(id: string, by?: Operator): Promise<Journey>;
  /** A second process over the same database, with its own failpoint. */
  another(failpoint: Platform['failpoint']): Enrolment;
  close(): Promise<void>;
}

let persons = 0;

/** A person with sensible values: a test names only what it is about. */
export function anApplicant(over: Partial<Applicant> = {}): Applicant {
  persons += 1;
  const serial = String(persons).padStart(4, '0');
  return {
    givenName: `Given${letters(persons)}`,
    surname: 'Otieno',
    birthDate: { date: `19${40 + (persons % 18)}-05-01`, precision: 'day' },
    nationalId: `2900${serial}`,
    mobile: `+25470000${serial}`,
    language: 'en',
    locationId: VILLAGE,
    ...over,
  };
}

/** Names of letters only, none like another. */
const letters = (serial: number) =>
  [...serial.toString(2).padStart(12, '0')].map((bit) => (bit === '1' ? 'xo' : 'ba')).join('');

/** `policy`: what `policies.enrolment` says beside the development's. */
export async function openDesk(policy: object = {}): Promise<Desk> {
  const test = await openTestPlatform({}, subscriptions);
  const { policies } = test.platform.config.settings;
  Object.assign(policies, { enrolment: { ...(policies['enrolment'] as object | undefined), ...policy } });
  const openimis = fakeOpenImis();
  openimis.villages.push(
    { locationId: VILLAGE, code: 'V1', name: 'Near', parents: [], districtId: DISTRICT },
    { locationId: FAR_VILLAGE, code: 'V2', name: 'Far', parents: [], districtId: FAR_DISTRICT },
  );
  const verification = fakeVerification(test.clock);
  const sleep = async (milliseconds: number) => test.clock.advance(milliseconds);
  const open = (platform: Platform) => createEnrolment(platform, { verification, openimis, sleep });
  const enrolment = open(test.platform);
  const operator: Desk['operator'] = (login, over = {}, districts = [DISTRICT, FAR_DISTRICT]) => {
    const token = `token-${login}`;
    const userId = openimis.operators.get(token)?.userId ?? randomUUID();
    openimis.operators.set(token, anOperator({ userId, loginName: login }));
    const session = {
      userId,
      loginName: login,
      displayName: login,
      language: 'en',
      permissions: [],
      institution: 'MSW',
    };
    const actor = { kind: 'operator', id: userId, loginName: login, correlationId: randomUUID() } as const;
    return { session: { ...session, ...over }, token, districts, actor };
  };
  const ina = operator('ina.intake', { permissions: ['enrolment.read', 'enrolment.create'] });
  const ana = operator('ana.approver', { permissions: ['enrolment.read', 'enrolment.approve'] });
  const abe = operator('abe.approver', { permissions: ['enrolment.read', 'enrolment.approve'] });
  openimis.taskGroup.push(ana.session.userId, abe.session.userId);
  const desk = { test, platform: test.platform, openimis, verification, enrolment, ina, ana, abe, operator };
  return {
    ...desk,
    ...actions(desk),
    another: (failpoint) => open({ ...test.platform, failpoint }),
    close: () => test.close(),
  };
}

type Parts = Pick<Desk, 'platform' | 'verification' | 'enrolment' | 'ina' | 'ana'>;

function actions({ platform, verification, enrolment, ina, ana }: Parts) {
  const start: Desk['start'] = async (over = {}, by = ina) => {
    const prepared = await enrolment.prepareStart(by, { programme: 'OAA', applicant: anApplicant(over) });
    return platform.inTransaction(by.actor, (tx) => enrolment.start(tx, by, prepared));
  };
  const consented: Desk['consented'] = async (over) => {
    const { id } = await start(over);
    await enrolment.consent(ina, id, { noticeVersion: '2026-01', means: 'spoken' }, {});
    return enrolment.get(ina, id);
  };
  const authenticate: Desk['authenticate'] = async (id, by = ina) => {
    await enrolment.startIdentity(by, id);
    await enrolment.completeIdentity(by, { state: verification.stateOf(id), code: 'code' });
    return enrolment.get(by, id);
  };
  const account: Desk['account'] = async (id, accountNumber = 'KE10001') => {
    await enrolment.giveAccount(ina, id, { provider: 'bank', accountNumber }, {});
    return enrolment.get(ina, id);
  };
  const ready: Desk['ready'] = async (over) => {
    const { id } = await consented(over);
    await authenticate(id);
    return account(id);
  };
  const submitted: Desk['submitted'] = async (over) => {
    const { id } = await ready(over);
    await enrolment.submit(ina, id, {}, {});
    return enrolment.get(ina, id);
  };
  const approve: Desk['approve'] = async (id, by = ana) => {
    const { approvalStatement } = await enrolment.get(by, id);
    await enrolment.decide(by, id, { decision: 'approve', statementHash: approvalStatement?.hash ?? '' }, {});
    return enrolment.get(by, id);
  };
  return { start, consented, authenticate, account, ready, submitted, approve };
}
