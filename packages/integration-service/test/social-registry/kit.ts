import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHUNK_BYTES } from '@interlink/contracts/social-registry/upload';
import type { Permission } from '@interlink/contracts/platform/session';
import { systemActor } from '../../src/platform/actor.js';
import type { Config } from '../../src/platform/config.js';
import type { Operator } from '../../src/platform/http/api.js';
import type { OpenImis, Village } from '../../src/openimis/port.js';
import { createRegistry } from '../../src/registry/service.js';
import { createSocialRegistry, photographsOf } from '../../src/social-registry/service.js';
import { openTestPlatform, testActor } from '../support/platform.js';

const ALL: Permission[] = [
  'social-registry.approve',
  'social-registry.assess',
  'social-registry.read',
  'social-registry.update',
  'social-registry.upload',
];

export function anOfficer(loginName: string, institution: string | undefined = 'MSW'): Operator {
  const actor = testActor(loginName);
  const session = { userId: actor.id, loginName, displayName: loginName, language: 'en', permissions: ALL };
  return {
    session: { ...session, ...(institution && { institution }) },
    token: `token-${loginName}`,
    districts: [String(VILLAGE.districtId)],
    actor,
  };
}

export const COLUMNS =
  'household,village,address,roof,floor,water,light,rooms,owns_land,acres,cattle,given_name,surname,sex,birth_date,relationship,national_id,mobile,in_school,works,income,wg_seeing,wg_hearing,wg_walking,wg_remembering,wg_self_care,wg_communicating';

/** A row of a household with what is required; a test names only what it is about. */
export function csvRow(household: string, over: Record<string, string> = {}): string {
  const cells: Record<string, string> = {
    household,
    village: 'R1D1W1V1',
    roof: 'thatch',
    floor: 'earth',
    water: 'river',
    rooms: '1',
    owns_land: 'no',
    given_name: 'Amina',
    surname: 'Otieno',
    sex: 'female',
    birth_date: '1950-03-02',
    relationship: 'head',
    ...over,
  };
  return COLUMNS.split(',')
    .map((column) => cells[column] ?? '')
    .join(',');
}

/** A thousand different people at most: alike in nothing that a rule would look at. */
export const anybody = (at: number): Record<string, string> => ({
  birth_date: `19${50 + Math.floor(at / 28 / 12)}-${String((Math.floor(at / 28) % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`,
});

export const csv = (...rows: string[]): string => [COLUMNS, ...rows, ''].join('\r\n');

export const VILLAGE: Village = {
  locationId: '00000000-0000-4000-8000-00000000e001',
  code: 'R1D1W1V1',
  name: 'Kibera',
  parents: ['Ward', 'District', 'Region'],
  districtId: '00000000-0000-4000-8000-00000000d001',
};

/** openIMIS as far as the social registry asks it. */
export const openimisWith = (villages: readonly Village[]): Pick<OpenImis, 'asOperator' | 'asService'> => ({
  asOperator: () => ({}) as never,
  asService: () => ({ locations: { villages: () => Promise.resolve(villages) } }) as never,
});

/** The social registry over a real database, with what its screens and jobs do as one call each. */
export async function openSocialKit(
  over: Partial<Config> = {},
  openimis: Pick<OpenImis, 'asOperator' | 'asService'> = openimisWith([VILLAGE]),
) {
  const test = await openTestPlatform(over);
  const people = createRegistry(test.platform, { photographs: photographsOf(test.platform) });
  const registry = await createSocialRegistry(test.platform, { registry: people, openimis });
  const { uploads } = registry;
  const { inTransaction } = test.platform;
  const ina = anOfficer('ina.intake');
  const actor = systemActor(randomUUID(), 'ina.intake');

  /** All parts are sent and the check is done. */
  async function send(file: string | Buffer, over: { percent?: number; sha256?: string; by?: Operator } = {}) {
    const bytes = Buffer.from(file);
    const by = over.by ?? ina;
    const sha256 = over.sha256 ?? createHash('sha256').update(bytes).digest('hex');
    const begin = { fileName: 'households.csv', size: bytes.length, sha256, questionnaire: 'household' };
    const { id } = await inTransaction(by.actor, (tx) =>
      uploads.begin(tx, by, { ...begin, mostProblemPercent: over.percent ?? 0 }),
    );
    for (let seq = 1; (seq - 1) * CHUNK_BYTES < bytes.length; seq += 1) {
      const part = bytes.subarray((seq - 1) * CHUNK_BYTES, seq * CHUNK_BYTES);
      await inTransaction(by.actor, (tx) => uploads.receive(tx, by, { id, seq, bytes: part }));
    }
    await inTransaction(by.actor, (tx) => uploads.complete(tx, by, id));
    await uploads.runCheck(id, actor);
    return uploads.get(by, id);
  }

  async function load(id: string, by: Operator = ina) {
    await inTransaction(by.actor, (tx) => uploads.load(tx, by, id));
    await uploads.runLoad(id, actor);
    return uploads.get(by, id);
  }

  return { ...test, people, registry, uploads, ina, actor, send, load };
}
export type SocialKit = Awaited<ReturnType<typeof openSocialKit>>;

/** The same database, run by a deployment that has given up its questionnaires. */
export async function withoutQuestionnaires({ platform, people }: SocialKit) {
  const folder = mkdtempSync(join(tmpdir(), 'interlink-no-questions-'));
  const bare = { ...platform, config: { ...platform.config, configDir: folder } };
  const registry = await createSocialRegistry(bare, { registry: people, openimis: openimisWith([VILLAGE]) });
  rmSync(folder, { recursive: true });
  return registry;
}
