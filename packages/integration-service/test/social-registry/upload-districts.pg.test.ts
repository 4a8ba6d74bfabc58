import type { Operator } from '../../src/platform/http/api.js';
import { anOfficer, csv, csvRow, openimisWith, openSocialKit, VILLAGE, type SocialKit } from './kit.js';

const THERE = {
  ...VILLAGE,
  locationId: '00000000-0000-4000-8000-00000000e002',
  code: 'R1D2W1V1',
  districtId: '00000000-0000-4000-8000-00000000d002',
};
const officerOf = (login: string, ...villages: { readonly districtId?: string | undefined }[]): Operator => ({
  ...anOfficer(login),
  districts: villages.map(({ districtId }) => String(districtId)),
});
const here = officerOf('hal.here', VILLAGE);
const both = officerOf('bea.both', VILLAGE, THERE);

describe('S2: a file of households', () => {
  let kit: SocialKit;
  beforeEach(async () => {
    kit = await openSocialKit({}, openimisWith([VILLAGE, THERE]));
  });
  afterEach(() => kit.close());

  const household = (village: string, over: Record<string, string> = {}) => csv(csvRow('H1', { village, ...over }));
  const problemsOf = async (id: string) =>
    (await kit.uploads.problems(here, id)).items.map(({ row, column, code }) => `${row} ${column} ${code}`);
  const surnames = async () =>
    (await kit.superuser.query(`select data #>> '{name,surname}' as surname from registry.person`)).rows;

  it('holds none of villages where its maker does not work', async () => {
    const file = await kit.send(household(THERE.code), { by: here });
    expect(file.state).toBe('refused');
    expect(await problemsOf(file.id)).toEqual(['2 village foreign-village']);
    expect((await kit.send(household(THERE.code), { by: both })).state).toBe('checked');
  });

  it('brings no new answers of a household that lives where its maker does not work, nor draws it to a village of theirs', async () => {
    await kit.load((await kit.send(household(THERE.code), { by: both })).id, both);
    const file = await kit.send(household(VILLAGE.code, { surname: 'Other' }), { by: here, percent: 100 });
    expect(await problemsOf(file.id)).toEqual(['2 household foreign-household']);
    expect(await kit.load(file.id, here)).toMatchObject({ state: 'loaded', created: 0, changed: 0 });
    expect(await surnames()).toEqual([{ surname: 'Otieno' }]);
    const again = await kit.send(household(VILLAGE.code, { surname: 'Other' }), { by: both });
    expect(await kit.load(again.id, both)).toMatchObject({ state: 'loaded', changed: 1 });
    expect(await surnames()).toEqual([{ surname: 'Other' }]);
  });

  it('is loaded by nobody who works in fewer districts than its maker', async () => {
    const { id } = await kit.send(household(VILLAGE.code), { by: both });
    await expect(kit.load(id, here)).rejects.toMatchObject({ code: 'platform.forbidden' });
    expect(await kit.load(id, both)).toMatchObject({ state: 'loaded' });
  });

  it('of who works nowhere is refused whole', async () => {
    const file = await kit.send(household(VILLAGE.code), { by: officerOf('nora.nowhere') });
    expect(file.state).toBe('refused');
  });
});
