import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { admin, eventually, registrations } from './enrolment/running-stack';
import { readTutorial, typeTutorial, unusedApplicant } from './support/tutorial';

jest.setTimeout(900_000);

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'interlink-tutorial-'));
});
afterAll(() => rmSync(home, { recursive: true }));

async function enrolmentsOf(nationalId: string | undefined) {
  const { people, programmes } = await admin();
  const [individual] = await people.find({ nationalId: nationalId ?? '' });
  return programmes.findBeneficiaries(individual?.individualId ?? '');
}

describe('the tutorial "Your first beneficiary"', () => {
  const tutorial = readTutorial('your-first-beneficiary');

  it('leads whoever types its blocks to an ACTIVE beneficiary and one message', async () => {
    const applicant = await unusedApplicant();
    const { status, stdout, stderr } = typeTutorial(tutorial, home, { 'happy-20': applicant.persona ?? '' });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('Signed in as Ina Intake');
    expect(stdout).toMatch(/: awaiting-approval /);
    expect(stdout).toMatch(/^ {2}state +enrolled$/m);
    expect(await enrolmentsOf(applicant.nationalId)).toMatchObject([{ programme: 'OAA', status: 'ACTIVE' }]);
    const told = await eventually(
      () => registrations(applicant.mobile ?? ''),
      (messages) => messages.length > 0,
    );
    expect(told).toHaveLength(1);
  });

  it('has no block that this test leaves out, save the start', () => {
    expect(tutorial.fences.filter((info) => info !== 'sh')).toEqual(['sh no-test']);
    expect(tutorial.blocks.length).toBeGreaterThanOrEqual(5);
  });
});

describe('the tutorial "Your first notification"', () => {
  const tutorial = readTutorial('your-first-notification');

  it('leads an integrator from registration to a verified notice of an enrolment in under 15 minutes', async () => {
    const applicant = await unusedApplicant();
    const began = Date.now();
    const { status, stdout, stderr } = typeTutorial(tutorial, home, {
      'happy-20': applicant.persona ?? '',
      clinic: `clinic-${Date.now().toString(36)}`,
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(Date.now() - began).toBeLessThan(15 * 60_000);
    const answers = stdout.split('accepted, signature of the answer: verified');
    expect(answers).toHaveLength(3);
    expect(answers[1]).toContain('"reg_records": []');
    expect(answers[2]).toContain('"programme_identifier": "OAA"');
    const notice = stdout.split('\n').find((line) => line.includes('"operation":"notify"')) ?? '{}';
    expect(JSON.parse(notice)).toMatchObject({ verified: true, problem: null, repeated: false });
    expect(notice).toContain(applicant.surname);
    for (const secret of [applicant.birthDate, applicant.mobile ?? '']) expect(notice).not.toContain(secret);
    expect(stdout).toMatch(/ibr-subscribe +accepted/);
    expect(await enrolmentsOf(applicant.nationalId)).toMatchObject([{ programme: 'OAA', status: 'ACTIVE' }]);
  });

  it('has no block that this test leaves out, save the start', () => {
    expect(tutorial.fences.filter((info) => info !== 'sh')).toEqual(['sh no-test']);
    expect(tutorial.blocks.length).toBeGreaterThanOrEqual(9);
  });
});
