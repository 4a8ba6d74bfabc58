import { openTestPlatform } from '../support/platform.js';
import { fakeDirectory, openTestServer } from '../support/server.js';

const V1 = '/interlink/api/v1';

describe('how often somebody may ask the API', () => {
  it('answers 429 as a problem when somebody asks too often', async () => {
    const test = await openTestPlatform();
    const app = await openTestServer(test.platform, fakeDirectory({}), { requestsPerMinute: 1 });
    const codes = [];
    for (let request = 0; request < 6; request += 1) codes.push(await app.inject({ url: '/interlink/health/live' }));
    expect(codes.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(codes[5]?.json()).toMatchObject({ code: 'platform.too-many-requests' });
    await app.close();
    await test.close();
  });

  it('gives no new share to who makes up tokens, and soon asks openIMIS about none of them', async () => {
    const test = await openTestPlatform();
    const directory = fakeDirectory({ ina: {} });
    const app = await openTestServer(test.platform, directory, { requestsPerMinute: 20 });
    const ask = (token: string) => app.inject({ url: `${V1}/session`, headers: { authorization: `Bearer ${token}` } });
    expect((await ask('ina')).statusCode).toBe(200);
    const codes = [];
    for (let guess = 0; guess < 120; guess += 1) codes.push((await ask(`made-up-${guess}`)).statusCode);
    expect(codes.slice(0, 6)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(codes.at(-1)).toBe(429);
    expect(directory.asked).toHaveLength(6);
    await app.close();
    await test.close();
  });

  it('keeps who is signed in going while strangers guess from the same address, and counts a user as one', async () => {
    const test = await openTestPlatform();
    const directory = fakeDirectory({ ina: {}, elsewhere: { userId: 'user-ina', loginName: 'ina' } });
    const app = await openTestServer(test.platform, directory, { requestsPerMinute: 20 });
    const ask = async (token: string) =>
      (await app.inject({ url: `${V1}/session`, headers: { authorization: `Bearer ${token}` } })).statusCode;
    expect([await ask('ina'), await ask('elsewhere')]).toEqual([200, 200]);
    for (let guess = 0; guess < 10; guess += 1) await ask(`made-up-${guess}`);
    const codes = [];
    for (let request = 0; request < 19; request += 1) codes.push(await ask(request % 2 ? 'ina' : 'elsewhere'));
    expect(codes).toEqual([...Array.from({ length: 18 }, () => 200), 429]);
    await app.close();
    await test.close();
  });
});
