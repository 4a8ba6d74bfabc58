import { randomUUID } from 'node:crypto';
import { ResolveTaskDocument } from '@interlink/contracts/openimis/generated/operations';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import pg from 'pg';
import { mutate, mutationId } from '../../src/openimis/mutate';
import { failpoints, type FailpointName } from '../../src/platform/failpoints';
import { clientOf, real, tokenOf } from '../openimis/real-openimis';
import { startMortal, type MortalService } from './mortal-service';
import {
  admin,
  apiOf,
  confirm,
  applicants,
  approve,
  enrol,
  eventually,
  getJourney,
  need,
  neighbours,
  receivedBy,
  registrations,
  type DemoApplicant,
} from './running-stack';

jest.setTimeout(240_000);

beforeAll(() => {
  for (const name of ['INTERLINK_URL', 'SANDBOX_HUB_URL', 'DATABASE_URL', 'INTERLINK_CONFIG']) need(name);
});

const points = failpoints.filter((name) => name.startsWith('enrolment.') || name.startsWith('transaction.'));

/** Where an individual is made, only somebody new to openIMIS shows that it is made once. */
const pick = async (point: FailpointName): Promise<DemoApplicant> => {
  const isNew = point.endsWith('ensure-individual');
  const [found] = isNew ? await applicants(1, { known: false }) : await neighbours(1);
  if (!found) throw new Error('no applicant is left');
  return found;
};

/** Goes on until the journey is enrolled: by the dying service as long as it lives, then by the running one. */
async function play(applicant: DemoApplicant, mortal: MortalService): Promise<Journey> {
  const url = () => (mortal.diedBy() === null ? mortal.url : undefined);
  const isSettled = ({ state }: Journey) => !['checking', 'approved', 'landing'].includes(state);
  for (let rounds = 0; rounds < 6; rounds += 1) {
    const journey = await enrol(applicant, {}, url()).catch(() => undefined);
    if (journey?.state === 'awaiting-approval') break;
    if (journey && !isSettled(journey)) await eventually(() => getJourney(journey.id), isReady, 60);
  }
  const { id } = await enrol(applicant);
  await approve(id, 'ana.approver', url()).catch(() => undefined);
  const after = await eventually(() => getJourney(id), isSettled, 60);
  if (after.state === 'awaiting-approval') await approve(id);
  const waiting = await eventually(() => getJourney(id), isSettled, 60);
  if (waiting.state === 'awaiting-task') {
    // The approver looks at the page again.
    const ana = await apiOf('ana.approver');
    await confirm(ana);
    // Refused when the service went on by itself since; where it ends is what counts.
    await ana.post(`/enrolment/journeys/${id}/task-resolution`).catch((thrown: unknown) => {
      if (!String(thrown).includes('enrolment.not-possible-now')) throw thrown;
    });
  }
  return eventually(
    () => getJourney(id),
    ({ state }) => state === 'enrolled',
    60,
  );
}

const isReady = ({ state, steps }: Journey) =>
  state !== 'checking' || steps.find(({ name }) => name === 'account')?.status === 'waiting';

/** Every different value of a member anywhere in what a partner received about this value. */
async function idsAt(partner: string, about: string, member: string): Promise<Set<string>> {
  const texts = (await receivedBy(partner)).map(({ body }) => JSON.stringify(body)).map(readable);
  const found = texts.filter((text) => text.includes(about));
  return new Set(
    found.flatMap((text) => [...text.matchAll(new RegExp(`"${member}":"([^"]+)"`, 'g'))].map(([, id]) => id ?? '')),
  );
}

/** A signed message carries its content in base64. */
function readable(text: string): string {
  const payload = /"signature":"[\w-]+\.([\w-]+)\./.exec(text)?.[1];
  return payload === undefined ? text : text + Buffer.from(payload, 'base64url').toString('utf8');
}

describe('kill -9 of the service', () => {
  it.each(points)('at %s loses no journey and does nothing twice', async (point) => {
    let death: NodeJS.Signals | null = null;
    // On a busy machine the running service may come to the rescue before the other dies: then somebody else is
    // enrolled.
    for (let tries = 0; tries < 3 && death === null; tries += 1) death = await enrolAndDie(point);
    expect(death).toBe('SIGKILL');
  });
});

/** How the service died while one applicant was enrolled; null when another process was faster. */
async function enrolAndDie(point: FailpointName): Promise<NodeJS.Signals | null> {
  const applicant = await pick(point);
  const before = await effectsOn(applicant);
  const mortal = await startMortal(point);
  try {
    const journey = await play(applicant, mortal);
    expect([point, journey.state]).toEqual([point, 'enrolled']);
    await expectOnce(applicant, journey, before);
    return await mortal.death();
  } finally {
    await mortal.stop();
  }
}

/** Counted where the effects are, never in Interlink. */
async function expectOnce(applicant: DemoApplicant, { id }: Journey, before: Effects): Promise<void> {
  const { people, programmes } = await admin();
  const individuals = await people.find({ nationalId: applicant.nationalId ?? '' });
  expect(individuals).toHaveLength(1);
  const enrolments = await programmes.findBeneficiaries(individuals[0]?.individualId ?? '');
  expect(enrolments).toMatchObject([{ programme: 'OAA', status: 'ACTIVE', journeyId: id }]);
  await eventually(
    () => registrations(applicant.mobile ?? ''),
    (sms) => sms.length > before.told,
  );
  const after = await effectsOn(applicant);
  // A partner that is asked again is asked with the same id.
  const { told, accountChecks, searches } = before;
  expect(after).toEqual({ told: told + 1, accountChecks: accountChecks + 1, searches: searches + 1 });
}

interface Effects {
  readonly told: number;
  readonly accountChecks: number;
  readonly searches: number;
}

async function effectsOn({ mobile, account, nationalId }: DemoApplicant): Promise<Effects> {
  return {
    told: (await registrations(mobile ?? '')).length,
    accountChecks: (await idsAt('bank', account?.number ?? '', 'requestId')).size,
    searches: (await idsAt('civil-registry', nationalId ?? '', 'message_id')).size,
  };
}

describe('S10: a task of openIMIS', () => {
  it('that a stranger resolves in the approver’s name ends in APPROVAL_IN_DOUBT', async () => {
    const applicant = await pick('enrolment.before-task-resolution');
    const mortal = await startMortal('enrolment.before-task-resolution');
    try {
      const { id } = await enrol(applicant);
      await approve(id, 'ana.approver', mortal.url).catch(() => undefined);
      expect(await mortal.death()).toBe('SIGKILL');
      const { openimis } = await getJourney(id);
      await forge(openimis.taskId ?? '');
      const journey = await eventually(
        () => getJourney(id),
        ({ state }) => state === 'approval-in-doubt',
        90,
      );
      expect(journey.state).toBe('approval-in-doubt');
      expect(await registrations(applicant.mobile ?? '')).toHaveLength(0);
      const work = await (await apiOf('ana.approver')).get<{ items: { kind: string }[] }>('/enrolment/open-work');
      expect(work.items.map(({ kind }) => kind)).toContain('approval-in-doubt');
      const holds = await eventually(
        () => holdsOf(id),
        (found) => found.includes('approval-in-doubt'),
      );
      expect(holds).toEqual(['approval-in-doubt']);
    } finally {
      await mortal.stop();
    }
  });
});

/** What payments keep of it. */
async function holdsOf(journeyId: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: need('INTERLINK_TEST_OWNER_URL') });
  await client.connect();
  try {
    const { rows } = await client.query('select hold from payments.enrolment_hold where journey_id = $1', [journeyId]);
    return rows.map(({ hold }) => hold as string);
  } finally {
    await client.end();
  }
}

/** tasks_management 1.5.0 lets any logged-in user write any voice. */
async function forge(taskId: string): Promise<void> {
  const approver = await real.directory.whoIs(await tokenOf('ana.approver'));
  const businessStatus = JSON.stringify({ [approver?.userId ?? '']: 'APPROVED' });
  const client = await clientOf('vic.verifier');
  await mutate(client, ResolveTaskDocument, { id: taskId, businessStatus }, mutationId(taskId, randomUUID()));
}
