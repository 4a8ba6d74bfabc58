import { join } from 'node:path';
import { aScope } from '../registry/registry-kit.js';
import { liveInProcess } from '../support/mortal.js';
import { testActor } from '../support/platform.js';
import { plantBreak } from '../support/planted-break.js';
import { AMINA, household, JUMA, openIntakeKit, OTHER, VERSION, ZURI, type IntakeKit } from './intake-kit.js';
import { csv, csvRow, VILLAGE } from './kit.js';

const anybody = { shown: '0'.repeat(64), reason: 'I know both of them' };

describe('the intake of one household', () => {
  let kit: IntakeKit;
  beforeEach(async () => {
    kit = await openIntakeKit();
  });
  afterEach(() => kit.close());

  const taken = async (...args: Parameters<IntakeKit['take']>) => {
    const answer = await kit.take(...args);
    expect(answer.statusCode).toBe(201);
    return answer.json() as { id: string; version: number };
  };

  it('SR-008: keeps it as a file would, and states its people to the registry at once', async () => {
    const answer = await kit.take(household({ members: [AMINA, { ...JUMA, national_id: '' }] }));
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.json()).toMatchObject({ version: 1, members: 2, outcome: 'created' });
    const compare = { field: 'identifier', operator: 'eq', value: 'AB-1234' } as const;
    const query = { recordType: 'Member', where: { compare }, page: { number: 1, size: 10 } } as const;
    const { items } = await kit.people.search(testActor(), query, aScope());
    expect(items).toMatchObject([{ data: { name: { givenName: 'Amina' }, place: { name: 'Kibera' } } }]);
    // The same answers from a file have the same fingerprint: one implementation keeps both.
    await kit.load((await kit.send(csv(csvRow('H1', { birth_date: '1950-03-02', national_id: 'AB-1234' })))).id);
    const { shown } = (await kit.check(household())).json();
    await taken(household({ household: { address: '  ' }, body: { another: { ...anybody, shown } } }));
    const hashes = await kit.rows('select distinct content_index from social_registry.household');
    expect([await kit.count('social_registry.household'), hashes.length]).toEqual([3, 2]);
  });

  it('SR-053: is refused while somebody is alike, until a person who saw them says that it is another household', async () => {
    const first = await taken(household());
    const again = await kit.take(household({ household: { roof: 'iron' } }));
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: 'social-registry.household-alike' });
    expect(again.body).not.toContain('Amina');
    const { alike, shown } = (await kit.check(household({ household: { roof: 'iron' } }))).json();
    expect(alike).toMatchObject([
      { member: 0, name: { givenName: 'Amina' }, village: 'Kibera', household: { id: first.id, version: 1 } },
    ]);
    // S12: which part of a person fits is told to nobody.
    expect(Object.keys(alike[0])).not.toContain('evidence');
    expect((await kit.take(household({ body: { another: anybody } }))).statusCode).toBe(409);
    await taken(household({ body: { another: { shown, reason: 'Twins of one name' } } }));
    expect(await kit.count('social_registry.household')).toBe(2);
    const bodies = await kit.rows(`select body from platform.audit_body`);
    expect(JSON.stringify(bodies)).toContain('Twins of one name');
  });

  it('SR-008: keeps new answers over the version that was seen, and refuses those over an older one', async () => {
    const { id } = await taken(household());
    const grown = household({ household: { roof: 'iron' }, members: [AMINA, { ...ZURI, national_id: '' }] });
    expect((await kit.renew(id, 1, grown)).json()).toMatchObject({ id, version: 2, members: 2, outcome: 'changed' });
    const stale = await kit.renew(id, 1, household());
    expect(stale.statusCode).toBe(412);
    expect(stale.json()).toMatchObject({ code: 'platform.conflict', details: { version: 2 } });
    expect((await kit.renew(id, undefined, household())).statusCode).toBe(412);
    expect((await kit.renew(id, 2, grown)).json()).toMatchObject({ version: 2, outcome: 'unchanged' });
    const shown = await kit.get(id);
    expect(shown.headers.etag).toBe('"2"');
    expect(shown.json()).toMatchObject({ version: 2, answers: { household: { roof: 'iron' } } });
    expect(await kit.count('registry.person')).toBe(2);
  });

  it('S4: happens once however often it is sent with one key, also when the answer was lost', async () => {
    const [one, other] = await Promise.all([
      kit.take(household(), 'ina', 'the-key-1'),
      kit.take(household(), 'ina', 'the-key-1'),
    ]);
    const answers = [one, other].filter(({ statusCode }) => statusCode === 201);
    expect(answers.length).toBeGreaterThan(0);
    const replayed = await kit.take(household(), 'ina', 'the-key-1');
    expect(replayed.json()).toEqual(answers[0]?.json());
    expect(replayed.headers['idempotency-replayed']).toBe('true');
    expect(await kit.count('social_registry.household')).toBe(1);
    expect((await kit.take(household({ household: { rooms: 2 } }), 'ina', 'the-key-1')).statusCode).toBe(422);
  });

  it('SR-053: lets one of two officers who bring the same household at once have it, and shows it to the other', async () => {
    const both = await Promise.all([kit.take(household(), 'ina'), kit.take(household(), 'ivy')]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    expect(await kit.count('social_registry.household')).toBe(1);
  });

  it('SR-008: leaves nothing when it is broken off before the end, and the same key brings it once', async () => {
    const mend = await plantBreak(kit.superuser, { table: 'registry.link' });
    expect((await kit.take(household(), 'ina', 'the-key-2')).statusCode).toBe(500);
    for (const table of ['social_registry.household', 'social_registry.household_answers', 'registry.source_record']) {
      expect(await kit.count(table)).toBe(0);
    }
    await mend();
    await taken(household(), 'ina', 'the-key-2');
    expect(await kit.count('social_registry.household_answers')).toBe(1);
  });

  it.each(['transaction.before-commit', 'transaction.after-commit'] as const)(
    'S4: is taken in once when the service is killed %s and the same is sent again',
    async (point) => {
      const task = { body: household(), key: 'the-key-3' };
      expect(await liveInProcess(kit, join(__dirname, 'intake-life'), task, point)).toBe('SIGKILL');
      expect(await kit.count('social_registry.household')).toBe(point === 'transaction.after-commit' ? 1 : 0);
      await taken(task.body, 'ina', task.key);
      const counts = await Promise.all(
        ['social_registry.household', 'social_registry.household_answers', 'registry.person'].map(kit.count),
      );
      expect(counts).toEqual([1, 1, 1]);
    },
  );

  it('S2: shows nobody of another district, takes in none there, and knows no household of another institution', async () => {
    const { id } = await taken(household({ household: { village: OTHER.code } }), 'far');
    expect((await kit.check(household())).json()).toMatchObject({ alike: [] });
    const elsewhere = (await kit.take(household({ household: { village: OTHER.code } }))).json();
    expect(elsewhere.details).toEqual({ problems: [{ question: 'village', code: 'foreign-village' }] });
    expect((await kit.check(household(), 'all')).json().alike).toMatchObject([{ household: { id } }]);
    for (const by of ['ina', 'nda', 'none']) {
      expect((await kit.get(id, by)).json()).toMatchObject({ code: 'social-registry.not-found' });
      expect((await kit.renew(id, 1, household(), by)).json()).toMatchObject({ code: 'social-registry.not-found' });
    }
    expect((await kit.take(household(), 'none')).json()).toMatchObject({ code: 'social-registry.not-found' });
  });

  it('SR-053: shows at most five a member, the likeliest first, and wants a word about just these', async () => {
    const namesake = { ...AMINA, national_id: '' };
    for (let time = 0; time < 6; time += 1) {
      const { shown } = (await kit.check(household({ members: [namesake] }))).json();
      await taken(household({ members: [namesake], body: { another: { shown, reason: 'Namesakes' } } }));
    }
    const twin = { ...AMINA, national_id: 'AB-9' };
    const before = (await kit.check(household({ members: [twin] }))).json();
    const { id } = await taken(
      household({ members: [twin], body: { another: { shown: before.shown, reason: 'Twins' } } }),
    );
    const { alike, shown } = (await kit.check(household({ members: [twin] }))).json();
    expect(alike).toHaveLength(5);
    expect(alike[0]).toMatchObject({ household: { id } });
    const late = household({ members: [twin], body: { another: { shown: before.shown, reason: 'Twins' } } });
    expect((await kit.take(late)).json()).toMatchObject({ code: 'social-registry.household-alike' });
    expect(shown).not.toBe(before.shown);
  });

  it('S6: notes who was shown whom before it is shown, each member of a household, and that somebody alike was told of', async () => {
    const { id } = await taken(household({ members: [AMINA, { ...JUMA, national_id: '' }] }));
    await kit.take(household());
    const [{ personId }] = (await kit.check(household())).json().alike;
    await kit.get(id);
    const entries = await kit.rows(`select header->>'action' as action, header->>'subject' as subject
      from platform.audit_entry where header->>'action' like 'social-registry.%'`);
    const members = await kit.rows(`select person_id::text as subject from registry.person`);
    expect(members).toHaveLength(2);
    expect(entries).toEqual(
      expect.arrayContaining([
        { action: 'social-registry.take-in-household', subject: id },
        { action: 'social-registry.household-alike', subject: null },
        { action: 'social-registry.check-household', subject: personId },
        ...members.map(({ subject }) => ({ action: 'social-registry.read-household', subject })),
      ]),
    );
  });

  it('S6: shows nobody when the access log cannot be written', async () => {
    const { id } = await taken(household());
    await plantBreak(kit.superuser, { table: 'platform.audit_entry' });
    for (const answer of [await kit.check(household()), await kit.get(id)]) {
      expect(answer.statusCode).toBe(503);
      expect(answer.body).not.toContain('Amina');
    }
  });
});

describe('what is no household of this operator', () => {
  let kit: IntakeKit;
  beforeAll(async () => {
    kit = await openIntakeKit();
  });
  afterAll(() => kit.close());

  it('S2: lists the villages of the operator’s districts by what they lie in, and none to who belongs nowhere', async () => {
    const near = { code: VILLAGE.code, name: 'Kibera', within: ['Region', 'District', 'Ward'] };
    expect((await kit.villages()).json()).toEqual({ items: [near] });
    expect((await kit.villages('far')).json()).toMatchObject({ items: [{ code: OTHER.code }] });
    expect((await kit.villages('all')).json().items).toHaveLength(2);
    expect((await kit.villages('aud')).statusCode).toBe(200);
    expect((await kit.villages('none')).json()).toMatchObject({ code: 'social-registry.not-found' });
    expect((await kit.villages('nobody')).statusCode).toBe(401);
  });

  it('SR-020: refuses what cannot be right, question by question, and keeps nothing', async () => {
    const wrong = household({
      household: { village: 'NOWHERE', rooms: 'many', acres: 3 },
      members: [AMINA, { ...JUMA, birth_date: '1948-02-31', shoe_size: 44 }],
    });
    const problems = [
      { question: 'rooms', code: 'no-whole-number' },
      { question: 'acres', code: 'not-asked' },
      { question: 'birth_date', member: 1, code: 'no-date' },
      { question: 'shoe_size', member: 1, code: 'not-asked' },
      { question: 'village', code: 'unknown-village' },
      { question: 'national_id', member: 1, code: 'duplicate' },
    ];
    const refused = await kit.take(wrong);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: 'social-registry.answers-refused', details: { problems } });
    expect((await kit.check(wrong)).json()).toMatchObject({ problems, alike: [] });
    expect(await kit.count('social_registry.household')).toBe(0);
    expect(await kit.count('registry.source_record')).toBe(0);
  });

  it('SR-020: refuses what is no household before anything is looked at', async () => {
    const strange = [
      household({ members: [] }),
      household({ members: [{ ...AMINA, given_name: ['Amina'] }] }),
      household({ members: Array.from({ length: 61 }, () => AMINA) }),
      household({ body: { another: { ...anybody, reason: '' } } }),
      household({ body: { force: true } }),
    ];
    for (const body of strange) expect((await kit.take(body)).statusCode).toBe(400);
  });

  it('SR-008: refuses answers to another version of the questionnaire and names the one that there is', async () => {
    const outdated = household({ body: { questionnaireVersion: VERSION + 1 } });
    expect((await kit.take(outdated)).json()).toMatchObject({
      code: 'social-registry.questionnaire-outdated',
      details: { version: VERSION },
    });
    expect((await kit.check(household({ body: { questionnaire: 'other' } }))).json()).toMatchObject({
      code: 'social-registry.questionnaire-unknown',
    });
  });

  it('S8, S7: asks the right to bring households, and a page of ours', async () => {
    expect((await kit.take(household(), 'aud')).statusCode).toBe(403);
    expect((await kit.check(household(), 'aud')).statusCode).toBe(403);
    expect((await kit.get(VILLAGE.locationId, 'aud')).statusCode).toBe(403);
    const url = '/interlink/api/v1/social-registry/households';
    const headers = { cookie: 'JWT=ina', 'content-type': 'text/plain', 'idempotency-key': 'foreign-page' };
    const foreign = await kit.app.inject({ method: 'POST', url, headers, payload: JSON.stringify(household()) });
    expect(foreign.statusCode).toBe(403);
    expect(await kit.count('social_registry.household')).toBe(0);
  });
});
