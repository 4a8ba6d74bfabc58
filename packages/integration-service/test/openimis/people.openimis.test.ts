import { randomUUID } from 'node:crypto';
import { logIn } from '../../src/openimis/accounts.js';
import { openImis } from '../../src/openimis/open-imis.js';
import { findIndividual } from '../../src/openimis/people.js';
import { aStranger, clientOf, country, endpoint, enrol, mapping, real, sessionOf, tokenOf } from './real-openimis.js';

jest.setTimeout(120_000);

describe('Who asks, by the directory of the real openIMIS', () => {
  it('S7: knows an operator by a token, with rights as numbers and the districts of row security', async () => {
    const ina = await real.directory.whoIs(await tokenOf('ina.intake'));
    expect(ina).toMatchObject({ loginName: 'ina.intake', displayName: 'Ina Intake', language: 'en' });
    expect(ina?.userId).toMatch(/^[0-9a-f-]{36}$/);
    expect(ina?.rights).toEqual(expect.arrayContaining([990100, 990101, 159001]));
    expect(ina?.roles).toEqual(expect.arrayContaining(['Intake officer', 'Member of MSW']));
    expect(ina?.districts).toHaveLength(2);
  });

  it('S7: does not know an anonymous, an invented or an altered token', async () => {
    const token = await tokenOf('ina.intake');
    await expect(real.directory.whoIs('')).resolves.toBeUndefined();
    await expect(real.directory.whoIs('not.a.token')).resolves.toBeUndefined();
    await expect(real.directory.whoIs(`${token.slice(0, -6)}AAAAAA`)).resolves.toBeUndefined();
  });

  it('S8: does not take being an openIMIS administrator for a permission of Interlink', async () => {
    const admin = await real.directory.whoIs(await tokenOf('Admin'));
    expect(admin?.rights.length).toBeGreaterThan(50);
    expect(admin?.rights.filter((code) => code >= 990100 && code <= 990199)).toEqual([]);
  });

  it('S7: says that openIMIS is unavailable when it is not reachable, and does not call the token unknown', async () => {
    const nowhere = openImis({
      endpoint: { url: 'http://127.0.0.1:9', sleep: async () => undefined },
      mapping,
      secretsDir: '/',
      newId: randomUUID,
    });
    await expect(nowhere.directory.whoIs('a.b.c')).rejects.toMatchObject({ code: 'platform.openimis-unavailable' });
  });

  it('refuses a wrong password as not signed in', async () => {
    await expect(logIn(endpoint, 'nobody.here', 'Wrong-pass1', randomUUID())).rejects.toMatchObject({
      code: 'platform.unauthenticated',
    });
  });
});

describe('People of the real openIMIS', () => {
  it('are found by identifier, by names in any order with the birth date, and by id, with what the mapping says', async () => {
    const person = await aStranger();
    const journeyId = randomUUID();
    const { id } = await enrol().landing.ensureIndividual(journeyId, person);
    const ina = await sessionOf('ina.intake');
    const [byIdentifier] = await ina.people.find({ nationalId: person.nationalId ?? '' });
    const [byName] = await ina.people.find({
      name: `${person.surname.toUpperCase()} ${person.givenName}`,
      birthDate: '1950-03-04',
    });
    const [byAll] = await ina.people.find({
      name: `${person.givenName} ${person.surname}`,
      birthDate: '1950-03-04',
      mobile: '+254700000999',
    });
    const byId = await ina.people.findById(id ?? '');
    expect(byId).toMatchObject({ individualId: id, ...person, journeyId });
    expect([byIdentifier, byName, byAll]).toEqual([byId, byId, byId]);
  });

  it('S12: are not found by a part that does not match exactly', async () => {
    const person = await aStranger();
    await enrol().landing.ensureIndividual(randomUUID(), person);
    const ina = await sessionOf('ina.intake');
    const name = `${person.givenName} ${person.surname}`;
    await expect(ina.people.find({ nationalId: (person.nationalId ?? '').slice(0, -1) })).resolves.toEqual([]);
    await expect(ina.people.find({ nationalId: `${person.nationalId}" OR "1"="1` })).resolves.toEqual([]);
    await expect(ina.people.find({ name, birthDate: '1950-03-05' })).resolves.toEqual([]);
    await expect(ina.people.find({ name, birthDate: '1950-03-04', mobile: '+254700000998' })).resolves.toEqual([]);
    await expect(ina.people.find({ name: person.givenName, birthDate: '1950-03-04' })).resolves.toEqual([]);
    await expect(ina.people.find({ name })).resolves.toEqual([]);
  });

  it('S2: stay unseen by an operator of other districts', async () => {
    const person = await aStranger();
    const { id } = await enrol().landing.ensureIndividual(randomUUID(), person);
    const nia = await sessionOf('nia.intake');
    await expect(nia.people.find({ nationalId: person.nationalId ?? '' })).resolves.toEqual([]);
    await expect(nia.people.findById(id ?? '')).resolves.toBeUndefined();
  });

  it('are refused to a user without the right', async () => {
    const ian = await sessionOf('ian.integration');
    await expect(ian.people.find({ nationalId: '12345678' })).rejects.toMatchObject({ code: 'platform.forbidden' });
  });
});

describe('Places and programmes of the real openIMIS', () => {
  it('lists the villages of the operator with what lies above them', async () => {
    const [ina, vic] = await Promise.all(
      ['ina.intake', 'vic.verifier'].map(async (login) => (await sessionOf(login)).locations.villages()),
    );
    expect(ina?.length).toBeGreaterThan(0);
    expect(ina?.[0]?.parents).toHaveLength(3);
    expect(vic?.length).toBeGreaterThan(ina?.length ?? 0);
  });

  it('finds a programme by its code and no other', async () => {
    const { programmes } = await sessionOf('ina.intake');
    await expect(programmes.findByCode('OAA')).resolves.toMatchObject({
      code: 'OAA',
      kind: 'INDIVIDUAL',
      institution: 'MSW',
    });
    await expect(programmes.findByCode('OA')).resolves.toBeUndefined();
    expect((await programmes.list()).map(({ code }) => code)).toEqual(expect.arrayContaining(['OAA', 'CHG', 'DIS']));
  });

  it('S15: an account that openIMIS holds is read and never sent back', async () => {
    const client = await clientOf('Admin');
    const ina = await sessionOf('ina.intake');
    const holder = country().find(
      ({ account, nationalId, village }) => account && nationalId && village.startsWith('R1'),
    );
    const [found] = await ina.people.find({ nationalId: holder?.nationalId ?? '' });
    if (!found) throw new Error('the country has nobody with an account');
    expect(found.account?.number).toBe(holder?.account?.number);
    const before = await findIndividual(client, mapping, found.individualId);
    const person = { ...found, locationId: found.locationId ?? '', mobile: '+254711111111' };
    const landed = await enrol().landing.updateIndividual(randomUUID(), found.individualId, person);
    const after = await findIndividual(client, mapping, found.individualId);
    expect(landed.notWritten).toContain('phone');
    expect(after?.jsonExt).toEqual(before?.jsonExt);
  });
});
