import { createHash } from 'node:crypto';
import type { Api } from '../../src/platform/http/api.js';
import { socialRegistryRoutes } from '../../src/social-registry/routes.js';
import { fakeDirectory, fromOurPage, openTestServer } from '../support/server.js';
import { COLUMNS, csv, csvRow, openSocialKit, VILLAGE, type SocialKit } from './kit.js';

const V1 = '/interlink/api/v1/social-registry';

describe('the API of the social registry', () => {
  let kit: SocialKit;
  let app: Api;
  const file = Buffer.from(csv(csvRow('H1')));
  const begin = (token: string) =>
    app.inject({
      method: 'POST',
      url: `${V1}/uploads`,
      headers: fromOurPage(token, { 'idempotency-key': `key-of-${token}` }),
      payload: JSON.stringify({
        fileName: 'a.csv',
        size: file.length,
        sha256: createHash('sha256').update(file).digest('hex'),
        questionnaire: 'household',
        mostProblemPercent: 0,
      }),
    });
  const sendPart = (id: string, headers: Record<string, string>) =>
    app.inject({
      method: 'PUT',
      url: `${V1}/uploads/${id}/chunks/1`,
      headers: fromOurPage('ina', headers),
      payload: file,
    });

  beforeAll(async () => {
    kit = await openSocialKit();
    const directory = fakeDirectory({
      ina: { rights: [990160, 990161], roles: ['Member of MSW'], districts: [String(VILLAGE.districtId)] },
      vic: { rights: [990100], roles: ['Member of MSW'] },
      aud: { rights: [990160], roles: ['Member of MSW'] },
    });
    app = await openTestServer(kit.platform, directory, {
      api: [(api, http) => socialRegistryRoutes(api, http, kit.registry)],
    });
  });
  afterAll(async () => {
    await app.close();
    await kit.close();
  });

  it('SR-020: takes a file as bare bytes, checks and loads it', async () => {
    const { id } = (await begin('ina')).json();
    expect((await sendPart(id, { 'content-type': 'application/octet-stream' })).json()).toMatchObject({ chunks: 1 });
    const verb = (name: string) =>
      app.inject({ method: 'POST', url: `${V1}/uploads/${id}/${name}`, headers: fromOurPage('ina'), payload: '{}' });
    expect((await verb('complete')).json()).toMatchObject({ state: 'checking' });
    await kit.uploads.runCheck(id, kit.actor);
    expect((await verb('load')).json()).toMatchObject({ state: 'loading' });
    await kit.uploads.runLoad(id, kit.actor);
    const shown = await app.inject({ url: `${V1}/uploads/${id}`, headers: { cookie: 'JWT=ina' } });
    expect(shown.json()).toMatchObject({ state: 'loaded', created: 1 });
  });

  it.each(['multipart/form-data; boundary=x', 'text/plain', 'application/x-www-form-urlencoded'])(
    'S7: refuses a file sent as %s, which another site could send',
    async (type) => {
      const { id } = (await begin('ina')).json();
      expect((await sendPart(id, { 'content-type': type })).statusCode).toBe(403);
    },
  );

  it('SR-020: refuses a part that is no bytes, and one that is too large, with a code', async () => {
    const { id } = (await begin('ina')).json();
    const url = `${V1}/uploads/${id}/chunks/1`;
    const text = await app.inject({ method: 'PUT', url, headers: fromOurPage('ina'), payload: '{}' });
    expect(text.json()).toMatchObject({ code: 'social-registry.chunk-refused' });
    const headers = fromOurPage('ina', { 'content-type': 'application/octet-stream' });
    const large = await app.inject({ method: 'PUT', url, headers, payload: Buffer.alloc(600_000) });
    expect(large.statusCode).toBe(400);
    expect(large.json()).toMatchObject({ code: expect.stringMatching(/^platform\./) });
  });

  const some = '00000000-0000-4000-8000-000000000001';
  it.each([
    'uploads?after=yesterday',
    `uploads/${some}/problems?after=first`,
    `uploads/${some}/problems?after=-1`,
    `runs/${some}/ranking?comparison=at-most&after=low_nobody`,
    `runs/${some}/ranking?comparison=at-most&after=12`,
    `runs/${some}/results/OAA?standing=served&after=nobody`,
  ])('answers an invented page with a reason, not with a failure of its own: %s', async (path) => {
    const { statusCode, body } = await app.inject({ url: `${V1}/${path}`, headers: { cookie: 'JWT=aud' } });
    expect([statusCode, body]).toEqual([400, expect.stringContaining('platform.body-invalid')]);
  });

  it('SR-020: gives the template as CSV', async () => {
    const answer = await app.inject({ url: `${V1}/questionnaires/household/template`, headers: { cookie: 'JWT=aud' } });
    expect(answer.headers['content-disposition']).toBe('attachment; filename="household.csv"');
    expect(answer.body).toBe(`${COLUMNS}\r\n`);
    const unknown = await app.inject({ url: `${V1}/questionnaires/other/template`, headers: { cookie: 'JWT=aud' } });
    expect(unknown.json()).toMatchObject({ code: 'social-registry.questionnaire-unknown' });
  });

  it('SR-020: gives the template as XLSX in the language of who asks, and in no other form', async () => {
    const url = `${V1}/questionnaires/household/template`;
    const headers = { cookie: 'JWT=aud' };
    const answer = await app.inject({ url: `${url}?form=xlsx`, headers });
    expect(answer.headers['content-disposition']).toBe('attachment; filename="household.xlsx"');
    expect(answer.headers['content-type']).toContain('spreadsheetml');
    expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await app.inject({ url: `${url}?form=ods`, headers })).statusCode).toBe(400);
    expect((await app.inject({ url: `${url}?form=xlsx` })).statusCode).toBe(401);
  });

  it('SR-005: shows a questionnaire that asks the Washington Group’s questions in three languages', async () => {
    const [questionnaire] = (await app.inject({ url: `${V1}/questionnaires`, headers: { cookie: 'JWT=ina' } })).json();
    const asked = questionnaire.sections.flatMap(
      (section: { questions: { code: string; label: object }[] }) => section.questions,
    );
    const washington = asked.filter(({ code }: { code: string }) => code.startsWith('wg_'));
    expect(washington).toHaveLength(6);
    expect(Object.keys(washington[0].label)).toEqual(['en', 'fr', 'ar']);
  });

  it('S8: lets nobody without the right read or bring anything', async () => {
    expect((await app.inject({ url: `${V1}/uploads`, headers: { cookie: 'JWT=vic' } })).statusCode).toBe(403);
    expect((await begin('aud')).statusCode).toBe(403);
    expect((await app.inject({ url: `${V1}/uploads` })).statusCode).toBe(401);
  });
});
