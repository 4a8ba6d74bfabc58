import { testActor } from '../support/platform.js';
import { openRegistryTest, somePeople, type RegistryTest } from './registry-kit.js';

const counts = {
  measure: {
    isDue: ({ registry }: RegistryTest) => registry.quality.isDue(),
    make: ({ registry }: RegistryTest) => registry.quality.measure(testActor('interlink')),
    everySeconds: ({ registry }: RegistryTest) => registry.policy.qualitySeconds,
  },
  summary: {
    isDue: ({ registry }: RegistryTest) => registry.isSummaryDue(),
    make: ({ registry }: RegistryTest) => registry.summarise(testActor('interlink'), []),
    everySeconds: ({ registry }: RegistryTest) => registry.policy.summariseSeconds,
  },
};

describe.each(['summary', 'measure'] as const)('IBR-045: the first %s of a system that was just begun', (name) => {
  const { isDue, make, everySeconds } = counts[name];
  let test: RegistryTest;
  beforeEach(async () => {
    test = await openRegistryTest();
  });
  afterEach(() => test.close());

  it('is made at once, again with its first people, and again while it fills', async () => {
    expect(await isDue(test)).toBe(true);
    await make(test);
    expect(await isDue(test)).toBe(false);
    await test.feed('openimis', ...somePeople(100, 3));
    expect(await isDue(test)).toBe(true);
    await make(test);
    await test.feed('openimis', ...somePeople(200, 2));
    expect(await isDue(test)).toBe(false);
    await test.feed('openimis', ...somePeople(300, 1));
    expect(await isDue(test)).toBe(true);
  });

  it('is followed by the next one at its time', async () => {
    await test.feed('openimis', ...somePeople(100, 3));
    await make(test);
    test.clock.advance(everySeconds(test) * 1000 - 1);
    expect(await isDue(test)).toBe(false);
    test.clock.advance(1);
    expect(await isDue(test)).toBe(true);
  });
});
