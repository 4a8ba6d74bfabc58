import { FindBenefitPlanDocument, ResolveTaskDocument } from '@interlink/contracts/openimis/generated/operations';
import { openImisClient } from '../../src/openimis/client';
import { mutate, mutationId } from '../../src/openimis/mutate';
import { keepSpans } from '../support/spans';
import { startHttpOpenImis, type HttpOpenImis } from './http-openimis';

let server: HttpOpenImis;
beforeEach(async () => {
  server = await startHttpOpenImis();
});
afterEach(() => server.close());

const aClient = (token: string | undefined = 'token-of-ina') =>
  openImisClient({ url: server.url, sleep: async () => undefined }, token, 'c-1');

const input = { id: '11111111-1111-4111-8111-111111111111', businessStatus: '{"marker":"+254700000001"}' };
const resolve = (id = 'interlink:j:x') => mutate(aClient(), ResolveTaskDocument, input, id);
const named = (operation: string) => server.calls.filter((call) => call.operation === operation);

describe('A client of openIMIS', () => {
  it('is a span for each question, under the id of what asks, with no word of question or answer', async () => {
    const spans = keepSpans();
    await aClient().query(FindBenefitPlanDocument, { code: 'OAA' });
    const seen = spans.named('openimis.call').map(({ attributes }) => attributes);
    await spans.close();
    // The CSRF token, then the question.
    expect(seen).toEqual([{ 'interlink.correlationId': 'c-1' }, { 'interlink.correlationId': 'c-1' }]);
  });

  it('sends the token, the correlation id, and the CSRF token with the session it belongs to, but no JWT cookie', async () => {
    const client = aClient();
    await client.query(FindBenefitPlanDocument, { code: 'OAA' });
    await client.query(FindBenefitPlanDocument, { code: 'CHG' });
    expect(named('FetchCsrfToken')).toHaveLength(1);
    expect(named('FindBenefitPlan')[1]?.headers).toMatchObject({
      authorization: 'Bearer token-of-ina',
      'x-correlation-id': 'c-1',
      'x-csrftoken': 'csrf-1',
      cookie: 'sessionid=s1',
    });
  });

  it('S7: keeps the cookies of two tokens apart', async () => {
    await aClient('one').query(FindBenefitPlanDocument, { code: 'OAA' });
    await aClient('two').query(FindBenefitPlanDocument, { code: 'OAA' });
    const [, second] = named('FetchCsrfToken');
    expect(second?.headers).toMatchObject({ authorization: 'Bearer two' });
    expect(second?.headers.cookie).toBeUndefined();
  });

  it('takes a new CSRF token when the session of openIMIS has ended', async () => {
    const client = aClient();
    await client.query(FindBenefitPlanDocument, { code: 'OAA' });
    server.csrfToken = 'csrf-2';
    await expect(client.query(FindBenefitPlanDocument, { code: 'OAA' })).resolves.toEqual({});
    expect(named('FetchCsrfToken')).toHaveLength(2);
  });

  it('asks a query again when the connection breaks or openIMIS is briefly not there', async () => {
    server.faults.set('FindBenefitPlan', ['cut', 503]);
    await expect(aClient().query(FindBenefitPlanDocument, { code: 'OAA' })).resolves.toEqual({});
    expect(named('FindBenefitPlan')).toHaveLength(3);
  });

  it.each([
    ['platform.openimis-unavailable', [502, 502, 502]],
    ['platform.openimis-unavailable', ['cut', 'cut', 'cut']],
    ['platform.unauthenticated', [401]],
    ['platform.forbidden', ['Unauthorized']],
    ['platform.openimis-refused', ["Cannot query field 'x'"]],
  ])('says %s when openIMIS answers %j', async (code, faults) => {
    server.faults.set('FindBenefitPlan', [...faults]);
    await expect(aClient().query(FindBenefitPlanDocument, { code: 'OAA' })).rejects.toMatchObject({ code });
    expect(named('FindBenefitPlan')).toHaveLength(faults.length);
  });

  it('S13: what it throws holds nothing of the request and nothing that openIMIS wrote', async () => {
    server.faults.set('ResolveTask', ['+254700000001 is not a good number']);
    const thrown: unknown = await resolve().catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'platform.openimis-refused', details: { operation: 'ResolveTask' } });
    const shown = JSON.stringify(thrown, Object.getOwnPropertyNames(thrown)) + String((thrown as Error).cause);
    expect(shown).not.toContain('+254700000001');
    expect(shown).not.toContain('token-of-ina');
  });
});

describe('A mutation of openIMIS', () => {
  it('S3: is done once although it is asked again', async () => {
    await resolve();
    await resolve();
    expect(server.effects).toEqual(['interlink:j:x']);
  });

  it('S3: is done once although the answer was lost', async () => {
    server.faults.set('ResolveTask', ['lose']);
    await resolve();
    expect(server.effects).toEqual(['interlink:j:x']);
  });

  it('S3: that never arrived is reported, and done by the next try', async () => {
    server.faults.set('ResolveTask', ['cut']);
    await expect(resolve()).rejects.toMatchObject({ code: 'platform.openimis-unavailable' });
    expect(server.effects).toEqual([]);
    await resolve();
    expect(server.effects).toEqual(['interlink:j:x']);
  });

  it('S3: that openIMIS has received but not finished is waited for and not sent again', async () => {
    server.logs.push({ id: 'interlink:j:x', status: 0, error: '' });
    await expect(resolve()).rejects.toMatchObject({ details: { reason: 'mutation-unfinished' } });
    expect(server.effects).toEqual([]);
  });

  it('that was refused says so, and is tried under the next number when it is asked again', async () => {
    server.refusals.set('ResolveTask', '[{"detail": "unauthorized"}]');
    await expect(resolve()).rejects.toMatchObject({ code: 'platform.forbidden' });
    expect(server.effects).toEqual([]);
    server.refusals.clear();
    await resolve();
    await resolve();
    expect(server.effects).toEqual(['interlink:j:x#2']);
  });

  it('has an id that depends on its parts alone', () => {
    expect(mutationId('j1', 'individual')).toBe('interlink:j1:individual');
    expect(mutationId('j1', 'x'.repeat(300)).length).toBeLessThanOrEqual(240);
  });
});
