import { randomUUID } from 'node:crypto';
import { openImis } from '../../src/openimis/open-imis.js';
import { aStranger, enrol as withTasks, mapping, real } from './real-openimis.js';
import { startWithoutMakerChecker } from './second-backend.js';

jest.setTimeout(120_000);

let backend: Awaited<ReturnType<typeof startWithoutMakerChecker>>;
beforeAll(async () => {
  backend = await startWithoutMakerChecker();
});
afterAll(() => backend.stop());

const enrol = () => {
  const secretsDir = process.env.INTERLINK_TEST_SECRETS_DIR ?? '';
  return openImis({ endpoint: { url: backend.url }, mapping, secretsDir, newId: randomUUID }).asService(
    'enrol',
    randomUUID(),
  );
};

describe('Landing in an openIMIS whose maker-checker is off', () => {
  it('S10: enrols at once, once, and leaves no task', async () => {
    const journeyId = randomUUID();
    const person = await aStranger();
    const { landing, programmes, tasks } = enrol();
    const { id = '' } = await landing.ensureIndividual(journeyId, person);
    const plan = (await programmes.findByCode('OAA'))?.planId ?? '';
    const landed = await landing.ensureBeneficiary(plan, id, journeyId, 'ACTIVE');
    await expect(landing.ensureBeneficiary(plan, id, journeyId, 'ACTIVE')).resolves.toEqual(landed);
    const seen = await withTasks().programmes.findBeneficiaries(id, plan);
    expect(landed).toEqual({ id: seen[0]?.beneficiaryId });
    expect(seen).toMatchObject([{ status: 'ACTIVE', journeyId, individualId: id }]);
    await expect(tasks.findEnrolmentTask(plan, id)).resolves.toBeUndefined();
  });

  it('changes an individual at once', async () => {
    const journeyId = randomUUID();
    const person = await aStranger();
    const { landing } = enrol();
    const { id = '' } = await landing.ensureIndividual(journeyId, person);
    const changed = { ...person, surname: `${person.surname}c`, mobile: '+254700000222' };
    await expect(landing.updateIndividual(journeyId, id, changed)).resolves.toEqual({ id });
    await expect(withTasks().people.findById(id)).resolves.toMatchObject({ ...changed, journeyId });
  });

  it('S3: a second change in one journey is made too, not taken for a repetition of the first', async () => {
    const journeyId = randomUUID();
    const person = await aStranger();
    const { landing } = enrol();
    const { id = '' } = await landing.ensureIndividual(journeyId, person);
    await landing.updateIndividual(journeyId, id, { ...person, mobile: '+254700000301' });
    await landing.updateIndividual(journeyId, id, { ...person, mobile: '+254700000302' });
    await expect(real.asService('enrol', journeyId).people.findById(id)).resolves.toMatchObject({
      mobile: '+254700000302',
    });
  });
});
