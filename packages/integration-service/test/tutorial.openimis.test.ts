import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { admin, eventually, need, persona, registrations, type DemoApplicant } from './enrolment/running-stack';

jest.setTimeout(180_000);

const root = path.resolve(__dirname, '../../..');
const tutorial = readFileSync(path.join(root, 'docs/tutorials/your-first-beneficiary.md'), 'utf8');

/** What the reader types; blocks marked `no-test` bring up what already runs here. */
const blocks = [...tutorial.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, code]) => code ?? '');

/** So that the test may be repeated on the same data. */
async function unusedApplicant(): Promise<DemoApplicant> {
  const { people, programmes } = await admin();
  for (let number = 20; number <= 25; number += 1) {
    const one = persona(`happy-${number}`);
    const [known] = await people.find({ nationalId: one.nationalId ?? '' });
    if (!known || (await programmes.findBeneficiaries(known.individualId)).length === 0) return one;
  }
  throw new Error('happy-20 to happy-25 are all beneficiaries already');
}

/** The reader's machine has the addresses of `npm start`; here others do the same. */
function toScript(applicant: DemoApplicant): string {
  const typed = blocks.map((code, index) => `echo '=== block ${index + 1}'\n${code}`).join('\n');
  return typed
    .replaceAll('happy-20', applicant.persona ?? '')
    .replaceAll('http://127.0.0.1:8090', need('SANDBOX_HUB_URL'));
}

describe('the tutorial "Your first beneficiary"', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'interlink-tutorial-'));
  afterAll(() => rmSync(home, { recursive: true }));

  it('leads whoever types its blocks to an ACTIVE beneficiary and one message', async () => {
    const applicant = await unusedApplicant();
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', toScript(applicant)], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        INTERLINK_URL: need('INTERLINK_URL'),
        OPENIMIS_URL: need('OPENIMIS_URL'),
        INTERLINK_STATE_DIR: path.dirname(need('INTERLINK_TEST_COUNTRY_DIR')),
        INTERLINK_SESSION_FILE: path.join(home, 'session.json'),
      },
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('Signed in as Ina Intake');
    expect(stdout).toMatch(/: awaiting-approval /);
    expect(stdout).toMatch(/^ {2}state +enrolled$/m);

    const { people, programmes } = await admin();
    const [individual] = await people.find({ nationalId: applicant.nationalId ?? '' });
    const enrolments = await programmes.findBeneficiaries(individual?.individualId ?? '');
    expect(enrolments).toMatchObject([{ programme: 'OAA', status: 'ACTIVE' }]);
    const told = await eventually(
      () => registrations(applicant.mobile ?? ''),
      (messages) => messages.length > 0,
      30,
    );
    expect(told).toHaveLength(1);
  });

  it('has no block that this test leaves out, save the start', () => {
    const fences = [...tutorial.matchAll(/^```(\w.*)$/gm)].map(([, info]) => info);
    expect(fences.filter((info) => info !== 'sh')).toEqual(['sh no-test']);
    expect(blocks.length).toBeGreaterThanOrEqual(5);
  });
});
