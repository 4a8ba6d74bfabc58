import { ApiError } from '../src/api-problem.js';
import { fakeApi, refuse } from '../src/testing/fake-api.js';

const POST = 'POST /things';
async function problemOf(doing: Promise<unknown>) {
  const thrown: unknown = await doing.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ApiError)) throw thrown;
  return thrown.problem;
}

describe('The API client', () => {
  it('S4: marks every call as ours and gives each change a correlation id', async () => {
    const api = fakeApi({ [POST]: () => ({}), 'GET /things': () => ({}) });
    await api.client.get('/things');
    await api.client.post('/things', { a: 1 });
    expect(api.calls.map((call) => call.header('X-Interlink'))).toEqual(['1', '1']);
    expect(api.calls[1]?.header('X-Correlation-Id')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(api.calls[1]?.header('Content-Type')).toContain('application/json');
  });

  it('joins a change to the trail of a journey and to the version that was shown', async () => {
    const api = fakeApi({ [POST]: () => ({}) });
    await api.client.post('/things', {}, { key: 'k', version: 7, correlationId: 'c' });
    const [call] = api.calls;
    expect(['Idempotency-Key', 'If-Match', 'X-Correlation-Id'].map((name) => call?.header(name))).toEqual([
      'k',
      '"7"',
      'c',
    ]);
  });

  it('repeats a change whose answer was lost with the same key, and only then', async () => {
    const api = fakeApi({ [POST]: () => ({ id: 1 }) });
    api.loseAnswer(POST);
    api.loseAnswer(POST);
    await expect(api.client.post('/things', {}, { key: 'k' })).resolves.toEqual({ id: 1 });
    expect(api.calls.map((call) => call.header('Idempotency-Key'))).toEqual(['k', 'k', 'k']);
  });

  it('does not repeat a change without a key: that could be a second act', async () => {
    const api = fakeApi({ [POST]: () => ({}) });
    api.loseAnswer(POST);
    expect(await problemOf(api.client.post('/things', {}))).toMatchObject({ code: 'lost', status: 0 });
    expect(api.calls).toHaveLength(1);
  });

  it('waits while its own first try is still at work', async () => {
    let tries = 0;
    const api = fakeApi({
      [POST]: () => ((tries += 1) < 3 ? refuse(409, 'platform.idempotency-key-in-progress') : { id: 1 }),
    });
    await expect(api.client.post('/things', {}, { key: 'k' })).resolves.toEqual({ id: 1 });
  });

  it.each([
    [403, 'platform.forbidden'],
    [409, 'enrolment.not-possible-now'],
    [412, 'platform.conflict'],
    [503, 'platform.openimis-unavailable'],
  ])('does not repeat what was refused with %s', async (status, code) => {
    const api = fakeApi({ [POST]: () => refuse(status, code, { allowed: ['consent'] }) });
    const problem = await problemOf(api.client.post('/things', {}, { key: 'k' }));
    expect(problem).toEqual({
      code,
      status,
      correlationId: '0f0e0d0c-0000-4000-8000-000000000001',
      details: { allowed: ['consent'] },
    });
    expect(api.calls).toHaveLength(1);
  });

  it.each([
    [401, 'platform.unauthenticated'],
    [403, 'platform.forbidden'],
    [500, 'unknown'],
    [502, 'lost'],
  ])("reads an answer that is not ours, such as a proxy's, by its status %s", async (status, code) => {
    const api = fakeApi({ 'GET /things': () => refuse(status, 'nginx') });
    expect((await problemOf(api.client.get('/things'))).code).toBe(code);
  });
});
