import type { Journey } from '@interlink/contracts/enrolment/journey';
import {
  admin,
  apiOf,
  confirm,
  applicants,
  approve,
  decide,
  enrol,
  eventually,
  getJourney,
  need,
  neighbours,
  persona,
  registrations,
  signInWrongly,
} from './running-stack';

jest.setTimeout(180_000);

beforeAll(() => {
  for (const name of ['INTERLINK_URL', 'OPENIMIS_URL', 'SANDBOX_HUB_URL', 'INTERLINK_TEST_SECRETS_DIR']) need(name);
});

const reasonsOf = ({ steps }: Journey) =>
  steps.filter(({ status }) => status === 'failed' || status === 'review').flatMap(({ reasons }) => reasons);

describe('an applicant at the running desk', () => {
  it('is ACTIVE in openIMIS after a second person approved, and is told by SMS once', async () => {
    const [applicant] = await applicants(1, { known: false });
    if (!applicant) throw new Error('no applicant');
    const submitted = await enrol(applicant);
    expect(submitted).toMatchObject({ state: 'awaiting-approval', assurance: 'authenticated' });
    expect((await (await admin()).people.find({ nationalId: applicant.nationalId ?? '' })).length).toBe(0);

    const enrolled = await approve(submitted.id);
    expect(enrolled).toMatchObject({ state: 'enrolled', maker: 'ina.intake', approver: 'ana.approver' });
    expect(enrolled.correlationId).toBe(submitted.correlationId);
    expect(enrolled.systemMs).toBeLessThan(10_000);

    const { people, programmes } = await admin();
    const found = await people.find({ nationalId: applicant.nationalId ?? '' });
    expect(found).toMatchObject([{ givenName: applicant.givenName, surname: applicant.surname }]);
    const enrolments = await programmes.findBeneficiaries(found[0]?.individualId ?? '');
    expect(enrolments).toMatchObject([{ programme: 'OAA', status: 'ACTIVE', journeyId: submitted.id }]);

    const told = await eventually(
      () => registrations(applicant.mobile ?? ''),
      (messages) => messages.length > 0,
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.text).not.toContain(applicant.nationalId);
    expect(told[0]?.text).not.toContain(applicant.surname);
  });

  it('S10: is not approved by the maker, and not by somebody without the right', async () => {
    const [applicant] = await neighbours(1);
    if (!applicant) throw new Error('no applicant');
    const { id } = await enrol(applicant);
    await expect(approve(id, 'ina.intake')).rejects.toMatchObject({ status: 403 });
    await expect(approve(id, 'vic.verifier')).rejects.toMatchObject({ status: 403 });
    expect((await getJourney(id)).state).toBe('awaiting-approval');
    await (await apiOf('ina.intake')).post(`/enrolment/journeys/${id}/withdraw`, { body: { reason: 'test ended' } });
  });

  it('S2: is not seen by an officer of another institution, nor by somebody without the right', async () => {
    const { items } = await (await apiOf('ina.intake')).get<{ items: { id: string }[] }>('/enrolment/journeys');
    const path = `/enrolment/journeys/${items[0]?.id}`;
    await expect((await apiOf('nia.intake')).get(path)).rejects.toMatchObject({ status: 404 });
    await expect((await apiOf('pam.payments')).get(path)).rejects.toMatchObject({ status: 403 });
  });

  it.each([
    ['deceased', 'refused', 'deceased'],
    ['already-enrolled', 'refused', 'already-enrolled'],
    ['too-young', 'refused', 'too-young'],
    ['name-mismatch', 'held', 'account-name-differs'],
    ['twin', 'held', 'possible-duplicate'],
    ['birth-year-only', 'held', 'birth-date-partial'],
    ['closed-account', 'checking', 'account-closed'],
  ])('who is the persona %s ends %s because of %s', async (name, state, reason) => {
    const journey = await enrol(persona(name));
    expect([journey.state, persona(name).expects]).toEqual([state, state]);
    expect(reasonsOf(journey)).toContain(reason);
    if (name === 'too-young') expect(journey.eligibleFrom).toMatch(/^20[3-9]\d-/);
    if (name === 'already-enrolled') expect(journey.existingBeneficiaryId).toBeDefined();
    const { people, programmes } = await admin();
    const [known] = await people.find({ nationalId: persona(name).nationalId ?? '' });
    const enrolments = await programmes.findBeneficiaries(known?.individualId ?? '');
    expect(enrolments).toHaveLength(name === 'already-enrolled' ? 1 : 0);
  });

  it('gives another account when the first is closed, and that of somebody else is for a person to look at', async () => {
    const stopped = await enrol(persona('closed-account'));
    const [other] = await neighbours(1);
    const api = await apiOf('ina.intake');
    const body = { provider: other?.account?.provider, accountNumber: other?.account?.number };
    const journey = await api.post<Journey>(`/enrolment/journeys/${stopped.id}/account`, { body });
    expect(journey.state).toBe('held');
    expect(reasonsOf(journey)).toEqual(['account-name-differs']);
  });

  it('goes the assisted way after wrong passwords, at a lower assurance that is shown', async () => {
    const applicant = persona('wrong-otp');
    const failed = await enrol(applicant, { signIns: 3, signIn: signInWrongly(applicant) });
    expect(failed.state).toBe('authenticating');
    expect(failed.allowedActions).toContain('vouch-identity');
    const witnesses = ['One', 'Two'].map((name) => ({ name, documentReference: 'W-1' }));
    const api = await apiOf('ina.intake');
    const vouched = await api.post<Journey>(`/enrolment/journeys/${failed.id}/identity/vouch`, { body: { witnesses } });
    expect(vouched).toMatchObject({ assurance: 'witnessed' });
  });

  it('gets through without a phone, with a printed slip', async () => {
    const submitted = await enrol(persona('no-phone'));
    expect(submitted).toMatchObject({ state: 'awaiting-approval', assurance: 'witnessed' });
    const enrolled = await approve(submitted.id);
    expect(enrolled.state).toBe('enrolled');
    expect(enrolled.steps.find(({ name }) => name === 'notification')?.reasons).toEqual(['print-slip']);
  });

  it('gets through without an identifier once somebody looked for the birth record', async () => {
    const held = await enrol(persona('no-id'));
    expect(held).toMatchObject({ state: 'held', assurance: 'witnessed' });
    const approver = await apiOf('ana.approver');
    await confirm(approver);
    const reason = 'The chief confirmed the person in writing';
    await approver.post(`/enrolment/journeys/${held.id}/hold/override`, { body: { reason } });
    const submitted = await enrol(persona('no-id'));
    expect(submitted).toMatchObject({ id: held.id, state: 'awaiting-approval' });
  });

  it('is one of twenty at once, and none takes thirty seconds of system time until it is enrolled', async () => {
    const twenty = await neighbours(20);
    const journeys = await Promise.all(twenty.map((applicant) => enrol(applicant)));
    expect(journeys.map(({ state }) => state)).toEqual(Array(20).fill('awaiting-approval'));
    const [mine, others] = [journeys.slice(0, 10), journeys.slice(10)];
    const shares = [approveAll('ana.approver', mine), approveAll('abe.approver', others)];
    const enrolled = (await Promise.all(shares)).flat();
    expect(enrolled.map(({ state }) => state)).toEqual(Array(20).fill('enrolled'));
    expect(Math.max(...enrolled.map(({ systemMs }) => systemMs))).toBeLessThan(30_000);
  });
});

/** One after the other, as a person does; a task that openIMIS was too busy for is resolved at the second asking. */
async function approveAll(login: string, journeys: readonly Journey[]): Promise<Journey[]> {
  const approver = await apiOf(login);
  await confirm(approver);
  const approved: Journey[] = [];
  for (const { id } of journeys) {
    const { state } = await decide(id, approver);
    if (state === 'awaiting-task') await approver.post(`/enrolment/journeys/${id}/task-resolution`, { body: {} });
    approved.push(
      await eventually(
        () => getJourney(id),
        (journey) => journey.state === 'enrolled',
      ),
    );
  }
  return approved;
}
