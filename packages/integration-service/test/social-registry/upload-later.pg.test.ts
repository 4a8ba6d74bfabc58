import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { createSocialRegistry } from '../../src/social-registry/service.js';
import { anybody, csv, csvRow, openimisWith, openSocialKit, VILLAGE, type SocialKit } from './kit.js';

const DAY = 86_400_000;

describe('SR-020: a file that is loaded long after it was checked', () => {
  let kit: SocialKit;
  beforeEach(async () => {
    kit = await openSocialKit();
  });
  afterEach(() => kit.close());

  const kept = async () =>
    (await kit.superuser.query('select count(*)::int as n from social_registry.household')).rows[0].n as number;
  const startLoad = (id: string) =>
    kit.platform.inTransaction(kit.ina.actor, (tx) => kit.uploads.load(tx, kit.ina, id));

  it('loads those that were found right and leaves out those that were not, whatever day it is by then', async () => {
    const checked = await kit.send(csv(csvRow('H1'), csvRow('H2', { birth_date: '2026-11-26' })), { percent: 50 });
    expect(checked).toMatchObject({ state: 'checked', householdsWithProblems: 1, problems: { 'date-in-future': 1 } });
    kit.clock.advance(5 * DAY);
    expect(await kit.load(checked.id)).toMatchObject({ state: 'loaded', created: 1, progress: { done: 2, of: 2 } });
    expect(await kept()).toBe(1);
  });

  it('says the same of a file that was checked again after a night, as when a check was cut off', async () => {
    const file = csv(csvRow('H1'), csvRow('H2', { birth_date: '2026-11-26' }));
    const { id } = await kit.send(file, { percent: 50 });
    await kit.superuser.query("update social_registry.upload set state = 'checking' where id = $1", [id]);
    await kit.superuser.query('delete from social_registry.upload_problem where upload_id = $1', [id]);
    kit.clock.advance(5 * DAY);
    await kit.uploads.runCheck(id, kit.actor);
    expect(await kit.uploads.get(kit.ina, id)).toMatchObject({ state: 'checked', householdsWithProblems: 1 });
  });

  describe('when the deployment asks other questions by then', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'interlink-later-'));
      cpSync(kit.platform.config.configDir, folder, { recursive: true });
      const path = join(folder, 'questionnaires/household-3.json');
      const given = JSON.parse(readFileSync(path, 'utf8')) as Questionnaire;
      const [dwelling, ...more] = given.sections;
      const [first] = dwelling?.questions ?? [];
      const questions = [
        ...(dwelling?.questions ?? []),
        { ...first, code: 'goats', required: false, element: undefined },
      ];
      const newer = { ...given, version: given.version + 1, sections: [{ ...dwelling, questions }, ...more] };
      writeFileSync(join(folder, 'questionnaires/household-4.json'), JSON.stringify(newer));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it('is refused with what differs instead of failing for ever, and can be given up with its key', async () => {
      const { id } = await kit.send(csv(csvRow('H1')));
      await startLoad(id);
      const platform = { ...kit.platform, config: { ...kit.platform.config, configDir: folder } };
      const later = await createSocialRegistry(platform, { registry: kit.people, openimis: openimisWith([VILLAGE]) });
      await later.uploads.runLoad(id, kit.actor);
      expect(await later.uploads.get(kit.ina, id)).toMatchObject({
        ...{ state: 'refused', refusal: 'columns-differ', refusalDetails: ['missing goats'], created: 0 },
      });
      expect(await kept()).toBe(0);
      await kit.platform.inTransaction(kit.ina.actor, (tx) => later.uploads.cancel(tx, kit.ina, id));
      const { rows } = await kit.superuser.query(
        "select count(*)::int as n from platform.subject_key where subject_id like 'upload:%' and destroyed_at is null",
      );
      expect(rows).toEqual([{ n: 0 }]);
    });

    it('is refused when it asks none of these any more, at the check and at the load', async () => {
      const files = readdirSync(join(folder, 'questionnaires'));
      for (const name of files) if (name.startsWith('household-')) rmSync(join(folder, 'questionnaires', name));
      const platform = { ...kit.platform, config: { ...kit.platform.config, configDir: folder } };
      const later = await createSocialRegistry(platform, { registry: kit.people, openimis: openimisWith([VILLAGE]) });
      const { id } = await kit.send(csv(csvRow('H1')));
      const refused = { state: 'refused', refusal: 'questionnaire-unknown', refusalDetails: ['household'], created: 0 };
      await startLoad(id);
      await later.uploads.runLoad(id, kit.actor);
      expect(await later.uploads.get(kit.ina, id)).toMatchObject(refused);
      await kit.superuser.query("update social_registry.upload set state = 'checking' where id = $1", [id]);
      await later.uploads.runCheck(id, kit.actor);
      expect(await later.uploads.get(kit.ina, id)).toMatchObject(refused);
    });
  });
});

describe('SR-020: a file with one cell that nobody thought of', () => {
  let kit: SocialKit;
  beforeAll(async () => {
    kit = await openSocialKit();
  });
  afterAll(() => kit.close());

  it.each([
    ['a day of the year 0', { birth_date: '0000-01-01' }, 'no-date'],
    ['the zero date of a database', { birth_date: '0000-00-00' }, 'no-date'],
    ['a day with a time', { birth_date: '1950-03-02T10:00:00' }, 'no-date'],
    ['a day as another country writes it', { birth_date: '02/03/1950' }, 'no-date'],
    ['a day as a number of a spreadsheet', { birth_date: '18324' }, 'no-date'],
    ['a number with an exponent', { rooms: '1e2' }, 'no-whole-number'],
    ['a number of sixteen digits', { acres: '1234567890123456', owns_land: 'yes' }, 'no-number'],
    ['a NUL', { given_name: 'A\u0000' }, 'control-character'],
    ['a word that every object has', { roof: 'constructor' }, 'not-a-choice'],
    ['the word of a prototype', { sex: '__proto__' }, 'not-a-choice'],
  ])('names the cell with %s, and loads all others', async (_what, over, code) => {
    const rows = [csvRow('good', anybody(1)), csvRow('bad', { ...anybody(2), ...over })];
    const checked = await kit.send(csv(...rows), { percent: 50 });
    expect(checked).toMatchObject({ state: 'checked', problems: { [code]: 1 }, householdsWithProblems: 1 });
    const loaded = await kit.load(checked.id);
    expect([loaded.state, loaded.created + loaded.unchanged]).toEqual(['loaded', 1]);
  });
});
