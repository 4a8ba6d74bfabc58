import { createHash } from 'node:crypto';
import type { Scope } from '@interlink/contracts/registry/scope';
import { PERSON_ERASED } from '@interlink/contracts/registry/events';
import { jpeg } from '../../../domain/test/social-registry/images.js';
import { systemActor } from '../../src/platform/actor.js';
import { testActor } from '../support/platform.js';
import { plantBreak } from '../support/planted-break.js';
import { openIntakeKit, type IntakeKit } from './intake-kit.js';
import { CARD, CARD_PICTURE, JUMAS, PICTURE, takenWithPhotos } from './photo-kit.js';

const scope = (institutions: Scope['institutions'] = ['MSW']): Scope => ({
  ...{ purpose: 'correction', districts: 'all', institutions },
});
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('SR-008: the export for a person', () => {
  let kit: IntakeKit;
  let id: string;
  beforeAll(async () => {
    kit = await openIntakeKit();
    id = await takenWithPhotos(kit);
  });
  afterAll(() => kit.close());

  async function exported(member: number, by = scope()) {
    const [personId = ''] = await kit.people.personIdsOf(kit.platform, 'social-registry', [`${id}:${member}`]);
    const view = await kit.people.getPerson(testActor('sue'), personId, by);
    return { personId, told: await kit.people.privacy.export(testActor('sue'), view, by) };
  }
  const exportsInTheLog = () =>
    kit.rows(`select e.header->>'subject' as subject, b.body as body from platform.audit_entry e
      join platform.audit_body b on b.entry_id = e.id where e.header->>'action' = 'registry.export-person' order by e.id`);

  it('holds the photographs of them, with hash, day and purpose, and none of another member', async () => {
    const { told } = await exported(1);
    const card = told.photographs.find(({ question }) => question === 'id_photo');
    expect(card).toEqual({
      ...{ source: 'social-registry', question: 'id_photo', purpose: 'social-registry', shows: 'person' },
      ...{ keptAt: expect.stringMatching(/^\d{4}-.*Z$/) as string, keptBy: 'ina', type: 'image/jpeg' },
      ...{ sha256: sha256(CARD_PICTURE), content: CARD_PICTURE.toString('base64') },
    });
    expect(JSON.stringify(told)).not.toContain(jpeg({ picture: 'Juma' }).toString('base64'));
    expect(told.otherInstitutions).toBe(false);
  });

  it('names the photograph of the household without showing it, because others may be seen in it', async () => {
    const front = (await exported(1)).told.photographs.find(({ question }) => question === 'dwelling_photo');
    expect(front).toMatchObject({ shows: 'household', sha256: sha256(PICTURE) });
    expect(front).not.toHaveProperty('content');
  });

  it('S2: leaves the photographs of another institution to it, and says that there is more', async () => {
    const { told } = await exported(1, scope(['NDA']));
    expect([told.photographs, told.otherInstitutions]).toEqual([[], true]);
    expect((await exported(1, scope('all'))).told.photographs).toHaveLength(2);
  });

  it('S6: is in the log with the photographs that it held, before it is given', async () => {
    const before = (await exportsInTheLog()).length;
    const { personId } = await exported(1);
    const entries = await exportsInTheLog();
    expect(entries).toHaveLength(before + 1);
    expect(JSON.stringify(entries)).toContain(personId);
    expect(JSON.stringify(entries)).toContain(CARD);
    expect(JSON.stringify(entries)).not.toContain(JUMAS);
  });

  it('S15: holds none that was erased', async () => {
    const body = { records: [{ source: 'social-registry', key: `${id}:1` }] };
    const actor = systemActor('00000000-0000-4000-8000-0000000000ff');
    await kit.registry.subscriber.handle({ kind: PERSON_ERASED, body, actor } as never);
    const { told } = await exported(2);
    expect(told.photographs.map(({ question, shows }) => `${question} ${shows}`)).toEqual(['id_photo person']);
  });

  it('S6: is not given when it cannot be written down', async () => {
    const [personId = ''] = await kit.people.personIdsOf(kit.platform, 'social-registry', [`${id}:2`]);
    const view = await kit.people.getPerson(testActor('sue'), personId, scope());
    await plantBreak(kit.superuser, { table: 'platform.audit_entry' });
    await expect(kit.people.privacy.export(testActor('sue'), view, scope())).rejects.toMatchObject({
      code: 'platform.audit-unavailable',
    });
  });
});
