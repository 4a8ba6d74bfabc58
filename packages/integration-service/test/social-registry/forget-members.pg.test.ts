import { PERSON_ERASED } from '@interlink/contracts/registry/events';
import { systemActor } from '../../src/platform/actor.js';
import type { SocialRegistry } from '../../src/social-registry/service.js';
import { anybody, csv, csvRow, openSocialKit, withoutQuestionnaires, type SocialKit } from './kit.js';

describe('S15: an erased member of a household', () => {
  let kit: SocialKit;
  beforeEach(async () => {
    kit = await openSocialKit();
    await kit.load(
      (
        await kit.send(
          csv(
            csvRow('H1', { ...anybody(1), given_name: 'Amina' }),
            csvRow('H1', { ...anybody(2), given_name: 'Juma', sex: 'male', relationship: 'spouse' }),
            csvRow('H2', { ...anybody(3), given_name: 'Zawadi' }),
          ),
        )
      ).id,
    );
  });
  afterEach(() => kit.close());

  const keyOf = async (members: number) =>
    (await kit.superuser.query('select id from social_registry.household where members = $1', [members])).rows[0]
      .id as string;
  const forget = (key: string, { subscriber }: Pick<SocialRegistry, 'subscriber'> = kit.registry) =>
    subscriber.handle({
      id: 'event-1',
      kind: PERSON_ERASED,
      body: {
        personId: 'p',
        records: [
          { source: 'social-registry', key },
          { source: 'openimis', key: 'i-1' },
        ],
      },
      actor: systemActor('correlation-1'),
    });
  const versions = async (householdId: string) =>
    (
      await kit.superuser.query(
        `select a.version, a.key_epoch, k.wrapped_key is not null as opens from social_registry.household_answers a
         join platform.subject_key k on k.purpose = 'social-registry' and k.subject_id =
           'household:' || a.household_id || case a.key_epoch when 0 then '' else ':' || a.key_epoch end
         where a.household_id = $1 order by a.version`,
        [householdId],
      )
    ).rows;

  it('leaves no answer that can be opened, while the others keep theirs under a new key', async () => {
    const id = await keyOf(2);
    await forget(`${id}:2`);
    expect(await versions(id)).toEqual([
      { version: 1, key_epoch: 0, opens: false },
      { version: 2, key_epoch: 1, opens: true },
    ]);
    const { rows } = await kit.superuser.query(
      'select members, key_epoch from social_registry.household where id = $1',
      [id],
    );
    expect(rows).toEqual([{ members: 1, key_epoch: 1 }]);
    const left = await kit.superuser.query(
      `select data ->> 'size' as size from registry.household where record_key = $1`,
      [id],
    );
    expect(left.rows).toEqual([{ size: '1' }]);
  });

  it('lets the household be uploaded again afterwards', async () => {
    const id = await keyOf(2);
    await forget(`${id}:2`);
    await kit.load((await kit.send(csv(csvRow('H1', { ...anybody(1), given_name: 'Amina', roof: 'iron' })))).id);
    expect((await versions(id)).map(({ opens }) => opens)).toEqual([false, true, true]);
  });

  it('takes a household of one with it', async () => {
    const id = await keyOf(1);
    await forget(`${id}:1`);
    expect(await versions(id)).toEqual([{ version: 1, key_epoch: 0, opens: false }]);
    const { rows } = await kit.superuser.query('select 1 from social_registry.household where id = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('re-seals the others also when the member had left before, and is safe to repeat', async () => {
    const id = await keyOf(2);
    await kit.load((await kit.send(csv(csvRow('H1', { ...anybody(1), given_name: 'Amina' })))).id);
    await forget(`${id}:2`);
    await forget(`${id}:2`);
    const opens = (await versions(id)).map((one) => one.opens);
    expect(opens.slice(0, 2)).toEqual([false, false]);
    expect(opens.at(-1)).toBe(true);
  });

  it('goes also when the deployment has given up the questions that were answered', async () => {
    const later = await withoutQuestionnaires(kit);
    expect(later.questionnaires).toEqual([]);
    const [both, alone] = [await keyOf(2), await keyOf(1)];
    await forget(`${both}:2`, later);
    await forget(`${alone}:1`, later);
    expect((await versions(both)).map(({ opens }) => opens)).toEqual([false, true]);
    expect((await versions(alone)).map(({ opens }) => opens)).toEqual([false]);
  });

  it('listens to nothing about people of other sources', async () => {
    const id = await keyOf(2);
    await kit.registry.subscriber.handle({
      id: 'event-2',
      kind: PERSON_ERASED,
      body: { personId: 'p', records: [{ source: 'openimis', key: `${id}:1` }] },
      actor: systemActor('correlation-2'),
    });
    expect(await versions(id)).toHaveLength(1);
  });
});
