import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import type { NewAuthenticator } from '@interlink/contracts/platform/confirmation';
import { Secret, TOTP } from 'otpauth';
import { openApiClient, type ApiClient } from '../../src/cli/api-client';
import { toStartJourney, type ApplicantFile } from '../../src/cli/enrol/applicant-file';
import { playJourney, type Script } from '../../src/cli/enrol/play';
import { readOtp, signIn } from '../../src/cli/enrol/sign-in';
import type { OpenImisSession } from '../../src/openimis/port';
import { sessionOf, tokenOf } from '../openimis/real-openimis';

/** A variable that `npm test` sets for the stages that need everything running. */
export function need(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: run this by \`npm test -- openimis kill\`, which starts what it needs.`);
  }
  return value;
}

export interface DemoApplicant extends ApplicantFile {
  readonly persona?: string;
  /** The state in which the journey of this persona rests. */
  readonly expects?: string;
  readonly programmes?: readonly string[];
}

const read = (file: string) =>
  JSON.parse(readFileSync(join(need('INTERLINK_TEST_COUNTRY_DIR'), file), 'utf8')) as DemoApplicant[];

export function persona(name: string): DemoApplicant {
  const found = read('applicants.json').find((one) => one.persona === name);
  if (!found) throw new Error(`the demo country has no persona ${name}`);
  return found;
}

/** Spare applicants who are in no programme; `known`: whether openIMIS has them as an individual already. */
export async function applicants(count: number, { known }: { readonly known: boolean }): Promise<DemoApplicant[]> {
  const { people, programmes } = await admin();
  const found: DemoApplicant[] = [];
  for (const one of read('applicants.json').filter(({ persona: name }) => name?.startsWith('happy-'))) {
    if (found.length === count) break;
    const [individual] = await people.find({ nationalId: one.nationalId ?? '' });
    const isFree = !individual || (await programmes.findBeneficiaries(individual.individualId)).length === 0;
    if (isFree && (individual !== undefined) === known) found.push(one);
  }
  if (found.length < count) throw new Error(`only ${found.length} of ${count} unused applicants are left`);
  return found;
}

/** Who is a beneficiary stays one: asked once, because openIMIS takes its time. */
const enrolledBefore = new Set<string | undefined>();

/** Old people of ina's districts whom openIMIS knows and who are in no programme. */
export async function neighbours(count: number): Promise<DemoApplicant[]> {
  const { people, programmes } = await admin();
  const found: DemoApplicant[] = [];
  for (const one of read('people.json').filter(isOldAndFree)) {
    if (found.length === count) break;
    if (enrolledBefore.has(one.nationalId)) continue;
    const [known] = await people.find({ nationalId: one.nationalId ?? '' });
    const isFree = known && (await programmes.findBeneficiaries(known.individualId)).length === 0;
    if (isFree) found.push(one);
    else enrolledBefore.add(one.nationalId);
  }
  if (found.length < count) throw new Error(`only ${found.length} of ${count} old people are in no programme`);
  return found;
}

const isOldAndFree = (one: DemoApplicant) =>
  one.programmes?.length === 0 &&
  one.birthDate < '1960' &&
  one.birthDatePrecision === 'day' &&
  one.village.startsWith('R1') &&
  [one.nationalId, one.mobile, one.account].every((value) => value !== undefined);

export const admin = (): Promise<OpenImisSession> => sessionOf('Admin');

const tokens = new Map<string, Promise<string>>();

/** The operators' API as one of the demo's users, at the running service or at another address. */
export async function apiOf(login: string, url = need('INTERLINK_URL')): Promise<ApiClient> {
  const token = tokens.get(login) ?? tokenOf(login);
  tokens.set(login, token);
  return openApiClient(url, await token, randomUUID());
}

let villages: Promise<ReadonlyMap<string, string>> | undefined;

async function villageOf(code: string): Promise<string> {
  villages ??= admin()
    .then(({ locations }) => locations.villages())
    .then((all) => new Map(all.map((village) => [village.code, village.locationId])));
  const found = (await villages).get(code);
  if (found === undefined) throw new Error(`openIMIS has no village ${code}`);
  return found;
}

const witness = (name: string) => ({ name, documentReference: 'W-1' });

/** What the officer and this applicant would do, over the real pages of the sandbox. */
export async function scriptOf(applicant: DemoApplicant, over: Partial<Script> = {}): Promise<Script> {
  const { nationalId, mobile, account, village } = applicant;
  const canSignIn = nationalId !== undefined && mobile !== undefined;
  const otp = (since: Date) => readOtp(need('SANDBOX_HUB_URL'), mobile ?? '', since);
  return {
    start: toStartJourney(applicant, 'OAA', await villageOf(village)),
    account: account && { provider: account.provider, accountNumber: account.number },
    witnesses: canSignIn ? undefined : [witness('One'), witness('Two')],
    signIns: canSignIn ? 1 : 0,
    signIn: ({ authorizationUrl }) => signIn(authorizationUrl, { nationalId: nationalId ?? '', otp }),
    ...over,
  };
}

/** Types another password than the one that was sent, as often as it is asked. */
export const signInWrongly =
  ({ nationalId, mobile }: DemoApplicant): Script['signIn'] =>
  ({ authorizationUrl }) => {
    const otp = async (since: Date) =>
      (await readOtp(need('SANDBOX_HUB_URL'), mobile ?? '', since)).replace(
        /\d$/,
        (last) => `${(Number(last) + 1) % 10}`,
      );
    return signIn(authorizationUrl, { nationalId: nationalId ?? '', otp });
  };

/** As far as the desk goes: submitted, or wherever the journey stops. */
export async function enrol(applicant: DemoApplicant, over: Partial<Script> = {}, url?: string): Promise<Journey> {
  return playJourney(await apiOf('ina.intake', url), await scriptOf(applicant, over), () => undefined);
}

export async function getJourney(id: string): Promise<Journey> {
  return (await apiOf('ana.approver')).get<Journey>(`/enrolment/journeys/${id}`);
}

const passwordIn = (file: string) => readFileSync(join(need('INTERLINK_TEST_SECRETS_DIR'), file), 'utf8').trim();

/** S7: gives the password again, as the approver would in the dialog. */
export async function confirm(api: ApiClient): Promise<void> {
  await api.post('/session/confirm', { body: { password: passwordIn('demo-password') } });
}

/**
 * S11: password and code of an authenticator, which is set up with the first. One test a login: it is kept here only.
 */
export async function confirmWithCode(api: ApiClient): Promise<void> {
  await confirm(api);
  const { secret } = await api.post<NewAuthenticator>('/session/totp');
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await api.post('/session/totp/activation', { body: { code } });
}

export async function approve(id: string, login = 'ana.approver', url?: string): Promise<Journey> {
  const api = await apiOf(login, url);
  // At the service that no test kills: the confirmation holds for the session, wherever it acts.
  await confirm(await apiOf(login));
  return decide(id, api);
}

/** As somebody who gave the password a moment ago. */
export async function decide(id: string, api: ApiClient): Promise<Journey> {
  const { approvalStatement } = await api.get<Journey>(`/enrolment/journeys/${id}`);
  const body = { decision: 'approve', statementHash: approvalStatement?.hash };
  return api.post<Journey>(`/enrolment/journeys/${id}/decision`, { body });
}

/** Looks again until it is so; what was seen last when the time is over. */
export async function eventually<T>(look: () => Promise<T>, isSo: (seen: T) => boolean, seconds = 60): Promise<T> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (isSo(seen) || Date.now() > until) return seen;
    await new Promise((done) => setTimeout(done, 500));
  }
}

export interface InboxMessage {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export async function inboxOf(mobile: string): Promise<InboxMessage[]> {
  const answer = await fetch(`${need('SANDBOX_HUB_URL')}/inbox.json?to=${encodeURIComponent(mobile)}`);
  return (await answer.json()) as InboxMessage[];
}

export const registrations = async (mobile: string) =>
  (await inboxOf(mobile)).filter(({ from }) => from === 'interlink');

export interface Received {
  readonly operation: string;
  readonly body: unknown;
}

export async function receivedBy(partner: string): Promise<Received[]> {
  const answer = await fetch(`${need('SANDBOX_HUB_URL')}/received/${partner}.json`);
  return (await answer.json()) as Received[];
}
