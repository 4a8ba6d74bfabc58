import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { keepQuestionnaire, loadQuestionnaires } from '../../src/social-registry/questionnaires.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

const own = resolve(__dirname, '../../../../openimis-config/development');
const given = JSON.parse(readFileSync(join(own, 'questionnaires/household-3.json'), 'utf8')) as Questionnaire;

describe('the questionnaires of a deployment', () => {
  let folder: string;
  let test: TestPlatform;
  const write = (name: string, value: unknown) =>
    writeFileSync(join(folder, 'questionnaires', name), JSON.stringify(value));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'interlink-questionnaires-'));
    mkdirSync(join(folder, 'questionnaires'));
    test = await openTestPlatform();
  });
  afterEach(async () => {
    await test.close();
    rmSync(folder, { recursive: true });
  });

  it('SR-005: are read from its files, the newest version of each', async () => {
    write('a.json', given);
    write('b.json', { ...given, version: given.version + 2 });
    write('c.json', { ...given, version: given.version + 1 });
    const { all, get } = await loadQuestionnaires(folder);
    expect(all).toHaveLength(1);
    expect(get('household').version).toBe(given.version + 2);
  });

  it('SR-005: are none where there is no folder', async () => {
    expect((await loadQuestionnaires(join(folder, 'nowhere'))).all).toEqual([]);
  });

  it('SR-005: keep the service from starting when one is wrong, with the file and the mistake', async () => {
    write('a.json', { ...given, sections: [] });
    await expect(loadQuestionnaires(folder)).rejects.toThrow(/a\.json: \/sections/);
    const [section] = given.sections;
    write('a.json', { ...given, sections: [section, section] });
    await expect(loadQuestionnaires(folder)).rejects.toThrow(/village is asked twice/);
  });

  it('SR-008: never read differently once they were answered', async () => {
    const keep = (one: Questionnaire) => test.platform.inTransaction(testActor(), (tx) => keepQuestionnaire(tx, one));
    await keep(given);
    await keep(given);
    const changed = { ...given, title: { ...given.title, en: 'Another' } };
    await expect(keep(changed)).rejects.toMatchObject({ code: 'social-registry.questionnaire-changed' });
    await keep({ ...changed, version: given.version + 1 });
  });
});
