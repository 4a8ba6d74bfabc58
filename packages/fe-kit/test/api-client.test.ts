import { AxiosError, type AxiosResponse } from 'axios';
import { createApiClient } from '../src/api-client.js';
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

  it('repeats a question whose answer was lost three times, then says that none came', async () => {
    const api = fakeApi({ 'GET /things': () => ({}) });
    for (let time = 0; time < 9; time += 1) api.loseAnswer('GET /things');
    expect(await problemOf(api.client.get('/things'))).toEqual({ code: 'lost', status: 0, details: {} });
    expect(api.calls).toHaveLength(4);
  });

  it.each([502, 504])(
    'repeats what a proxy answered with %s: its service is often back within seconds',
    async (status) => {
      let tries = 0;
      const api = fakeApi({ 'GET /things': () => ((tries += 1) < 3 ? refuse(status, 'nginx') : { id: 1 }) });
      await expect(api.client.get('/things')).resolves.toEqual({ id: 1 });
      expect(api.calls).toHaveLength(3);
    },
  );

  it('does not repeat a change without a key that a proxy lost: it may have been done', async () => {
    const api = fakeApi({ [POST]: () => refuse(504, 'nginx') });
    expect(await problemOf(api.client.post('/things', {}))).toMatchObject({ code: 'lost', status: 504 });
    expect(api.calls).toHaveLength(1);
  });

  it('waits a little longer before each try, and in all no longer than somebody waits at a screen', async () => {
    const waits: number[] = [];
    const client = createApiClient({
      adapter: (config) => Promise.reject(new AxiosError('Network Error', AxiosError.ERR_NETWORK, config)),
      wait: async (ms) => void waits.push(ms),
    });
    await problemOf(client.get('/things'));
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(new Set(waits).size).toBe(waits.length);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(10_000);
  });

  it('sends a part of a file as its bytes, and again when the answer was lost: a part has its number', async () => {
    const part = new Uint8Array([1, 2, 3]).buffer;
    const api = fakeApi({ 'PUT /files/f/parts/1': () => ({ received: 3 }) });
    api.loseAnswer('PUT /files/f/parts/1');
    await expect(api.client.putBytes('/files/f/parts/1', part, { 'X-Sha256': 'ab' })).resolves.toEqual({ received: 3 });
    expect(api.calls).toHaveLength(2);
    const headers = ['Content-Type', 'X-Sha256', 'X-Interlink', 'Idempotency-Key'];
    expect(headers.map((name) => api.calls[1]?.header(name))).toEqual([
      'application/octet-stream',
      'ab',
      '1',
      undefined,
    ]);
    expect(api.calls[1]?.body).toBe(part);
  });

  it('S13: reads a refusal that is no object without falling over it, and takes nothing of it along', async () => {
    for (const answer of ['<html>bad gateway</html>', null, [], 7, { code: 7, details: 'no', correlationId: {} }]) {
      const response = { data: answer, status: 500, statusText: '', headers: { 'x-correlation-id': 'ref-1' } };
      const client = createApiClient({
        adapter: (config) =>
          Promise.reject(new AxiosError('refused', undefined, config, {}, { ...response, config } as AxiosResponse)),
      });
      const problem = await problemOf(client.get('/things'));
      expect(problem).toMatchObject({ code: 'unknown', status: 500, details: {} });
      expect(JSON.stringify(problem)).not.toMatch(/gateway|no"/);
    }
  });

  it('knows the reference of a refusal by its header where the body has none', async () => {
    const client = createApiClient({
      adapter: (config) => {
        const response = { data: '', status: 500, statusText: '', headers: { 'x-correlation-id': 'ref-1' }, config };
        return Promise.reject(new AxiosError('refused', undefined, config, {}, response as AxiosResponse));
      },
    });
    expect((await problemOf(client.get('/things'))).correlationId).toBe('ref-1');
  });

  it('lets a mistake of ours be one: it is no refusal', async () => {
    const client = createApiClient({ adapter: () => Promise.reject(new TypeError('x is undefined')) });
    await expect(client.get('/things')).rejects.toThrow(TypeError);
  });
});
