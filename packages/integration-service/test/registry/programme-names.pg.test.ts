import { createRegistry } from '../../src/registry/service.js';
import { testActor, testConfig } from '../support/platform.js';
import { anEnrolment, everything, openRegistryTest, somePeople, type RegistryTest } from './registry-kit.js';

const actor = testActor('reader');
/** What the deployment calls the programmes of the second system. */
const called = (programmes: Readonly<Record<string, string>>) => {
  const { settings } = testConfig();
  const registry = settings.policies['registry'] as { readonly sources: object };
  const sources = { ...registry.sources, 'second-mis': { name: 'Municipal office', kind: 'file', programmes } };
  return testConfig({
    settings: { ...settings, policies: { ...settings.policies, registry: { ...registry, sources } } },
  });
};

describe('IBR-030: a programme of a system that says codes alone', () => {
  let test: RegistryTest;
  beforeEach(async () => {
    test = await openRegistryTest();
    await test.feed('second-mis', ...somePeople(1, 1), anEnrolment('1', 'FOOD'), anEnrolment('1', 'OAA'));
    await test.registry.saveProgrammes(actor, 'openimis', [{ code: 'OAA', name: 'Old-age allowance' }]);
  });
  afterEach(() => test.close());

  it.each([
    ['the deployment, where nobody tells more', { FOOD: 'Food allowance' }, 'FOOD', 'Food allowance'],
    ['nobody, so that its code stays', {}, 'FOOD', 'FOOD'],
    ['a system that tells more, whatever the deployment says', { OAA: 'Pensions' }, 'OAA', 'Old-age allowance'],
  ])('is called by %s', async (_whom, programmes, code, name) => {
    const registry = createRegistry({ ...test.platform, config: called(programmes) });
    const id = await test.personOf('second-mis', '1');
    const { enrolments } = await registry.getPerson(actor, id, everything);
    expect(enrolments.find(({ programme }) => programme === code)?.programmeName).toBe(name);
  });
});
