import type { Journey } from '@interlink/contracts/enrolment/journey';
import { ApiProblem, type ApiCall, type ApiClient } from '../../src/cli/api-client.js';
import { playJourney, type Script } from '../../src/cli/enrol/play.js';

const journey = (state: Journey['state'], ...allowedActions: Journey['allowedActions'][number][]) =>
  ({ id: 'j1', state, allowedActions }) as unknown as Journey;
const start: Script['start'] = {
  programme: 'OAA',
  applicant: {
    givenName: 'Amina',
    surname: 'W',
    birthDate: { date: '1950-01-01', precision: 'day' },
    nationalId: '12345678',
    language: 'en',
    locationId: 'v',
  },
};
const script = (over: Partial<Script> = {}): Script => ({
  start,
  signIns: 1,
  signIn: async () => ({ state: 's', code: 'c' }),
  ...over,
});

/** A desk that answers from a list by address; what is a function may refuse. */
function desk(answers: Record<string, unknown>) {
  const asked: { path: string; body: unknown }[] = [];
  const ask = async <T>(path: string, call?: ApiCall) => {
    asked.push({ path, body: call?.body });
    const answer = answers[path];
    return (typeof answer === 'function' ? (answer as () => unknown)() : answer) as T;
  };
  return { asked, paths: () => asked.map(({ path }) => path), api: { get: ask, post: ask } as ApiClient };
}
const nobody = { '/enrolment/applicants/search': { items: [] } };

describe('a journey that is played from the command line', () => {
  it('goes as far as the desk lets it, in the order of the desk', async () => {
    const { api, paths } = desk({
      ...nobody,
      '/enrolment/journeys': journey('identified', 'consent'),
      '/enrolment/journeys/j1/consent': journey('consented', 'start-identity'),
      '/enrolment/journeys/j1/identity/start': { authorizationUrl: 'https://id.example' },
      '/enrolment/identity/completions': journey('checking', 'check-account'),
      '/enrolment/journeys/j1/account': journey('ready', 'submit'),
      '/enrolment/journeys/j1/submit': journey('awaiting-approval'),
    });
    const seen: string[] = [];
    const account = { provider: 'BANK', accountNumber: '0110' };
    const end = await playJourney(api, script({ account }), ({ state }) => seen.push(state));
    expect(end.state).toBe('awaiting-approval');
    expect(seen).toEqual(['identified', 'consented', 'checking', 'ready', 'awaiting-approval']);
    expect(paths()).toHaveLength(7);
  });

  it('is begun for the person who is there already, when exactly one fits', async () => {
    for (const [items, individualId] of [
      [[{ individualId: 'i1' }], 'i1'],
      [[{ individualId: 'i1' }, { individualId: 'i2' }], undefined],
    ] as const) {
      // prettier-ignore
      const { api, asked } = desk({ '/enrolment/applicants/search': { items }, '/enrolment/journeys': journey('held') });
      await playJourney(api, script(), () => undefined);
      expect((asked[1]?.body as Script['start']).applicant.individualId).toBe(individualId);
    }
  });

  it('S12: looks for the person by number alone, or by name and birth date, never by all at once', async () => {
    const byNumber = desk({ ...nobody, '/enrolment/journeys': journey('held') });
    await playJourney(byNumber.api, script(), () => undefined);
    expect(byNumber.asked[0]?.body).toEqual({ nationalId: '12345678' });
    const { nationalId: _nationalId, ...nameless } = start.applicant;
    const byName = desk({ ...nobody, '/enrolment/journeys': journey('held') });
    await playJourney(byName.api, script({ start: { ...start, applicant: nameless } }), () => undefined);
    expect(byName.asked[0]?.body).toEqual({ name: 'Amina W', birthDate: '1950-01-01' });
  });

  it('S4: is gone on with when it is open already, so that the command may be repeated', async () => {
    const underWay = () =>
      Promise.reject(new ApiProblem(409, 'enrolment.already-under-way', 'Open.', 'c', { journeyId: 'j7' }));
    const { api } = desk({ ...nobody, '/enrolment/journeys': underWay, '/enrolment/journeys/j7': journey('ready') });
    expect((await playJourney(api, script(), () => undefined)).state).toBe('ready');
  });

  it.each([
    new ApiProblem(409, 'enrolment.already-under-way', 'Open.', 'c'),
    new ApiProblem(422, 'enrolment.programme-unknown', 'No.', 'c'),
  ])('ends with the refusal of the service when nothing can be gone on with: %#', async (problem) => {
    const { api } = desk({ ...nobody, '/enrolment/journeys': () => Promise.reject(problem) });
    await expect(playJourney(api, script(), () => undefined)).rejects.toBe(problem);
  });

  it('lets the applicant sign in as often as said, and is then vouched for', async () => {
    const { api, paths } = desk({
      ...nobody,
      '/enrolment/journeys': journey('consented', 'start-identity'),
      '/enrolment/journeys/j1/identity/start': { authorizationUrl: 'https://id.example' },
      '/enrolment/identity/completions': journey('consented', 'start-identity', 'vouch-identity'),
      '/enrolment/journeys/j1/identity/vouch': journey('checking'),
    });
    const witness = { name: 'A', documentReference: 'B' };
    await playJourney(api, script({ signIns: 3, witnesses: [witness, witness] }), () => undefined);
    expect(paths().filter((path) => path.endsWith('/identity/start'))).toHaveLength(3);
    expect(paths().at(-1)).toBe('/enrolment/journeys/j1/identity/vouch');
  });

  it('looks again when nothing came back from the national ID', async () => {
    const { api, paths } = desk({
      ...nobody,
      '/enrolment/journeys': journey('consented', 'start-identity'),
      '/enrolment/journeys/j1/identity/start': { authorizationUrl: 'https://id.example' },
      '/enrolment/journeys/j1': journey('consented', 'start-identity'),
    });
    await playJourney(api, script({ signIn: async () => undefined }), () => undefined);
    expect(paths()).not.toContain('/enrolment/identity/completions');
  });
});
