import { CHUNK_BYTES } from '@interlink/contracts/social-registry/upload';
import { systemActor } from '../../src/platform/actor.js';
import { plantBreak } from '../support/planted-break.js';
import { anOfficer, anybody, COLUMNS, csv, csvRow, openSocialKit, type SocialKit } from './kit.js';

describe('an upload of households', () => {
  let kit: SocialKit;
  const problemsOf = async (id: string) => (await kit.uploads.problems(kit.ina, id)).items;
  const count = async (table: string, where = 'true') => {
    const { rows } = await kit.superuser.query(
      `select count(*)::int as n from social_registry.${table} where ${where}`,
    );
    return rows[0].n as number;
  };

  beforeEach(async () => {
    kit = await openSocialKit();
  });
  afterEach(() => kit.close());

  it('SR-020: is checked first and loaded at a person’s word, households with their members', async () => {
    const file = csv(csvRow('H1'), csvRow('H1', { given_name: 'Juma', relationship: 'spouse' }), csvRow('H2'));
    const checked = await kit.send(file);
    expect(checked).toMatchObject({ state: 'checked', rows: 3, households: 2, members: 3, householdsWithProblems: 0 });
    expect(await count('household')).toBe(0);
    const loaded = await kit.load(checked.id);
    expect(loaded).toMatchObject({ state: 'loaded', created: 2, changed: 0, progress: { done: 2, of: 2 } });
    expect(await count('household', 'members = 2')).toBe(1);
  });

  it('SR-008: keeps a household that comes again with other answers as a new version, and with the same as none', async () => {
    await kit.load((await kit.send(csv(csvRow('H1'), csvRow('H2')))).id);
    const again = await kit.load((await kit.send(csv(csvRow('H1', { roof: 'iron' }), csvRow('H2')))).id);
    expect(again).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    expect(await count('household')).toBe(2);
    expect(await count('household_answers')).toBe(3);
  });

  it('SR-020: that is broken is refused with what is wrong, cell by cell, and nothing of it is loaded', async () => {
    const file = csv(
      csvRow('H1', { roof: 'gold' }),
      csvRow('H2', { birth_date: '1950-02-31' }),
      csvRow('H3'),
      csvRow('H3', { roof: 'iron' }),
      csvRow('H4', { mobile: '0700' }),
    );
    const upload = await kit.send(file);
    expect(upload).toMatchObject({ state: 'refused', refusal: 'too-many-problems', householdsWithProblems: 4 });
    expect(await problemsOf(upload.id)).toEqual([
      { row: 2, column: 'roof', cell: 'D2', code: 'not-a-choice' },
      { row: 3, column: 'birth_date', cell: 'O3', code: 'no-date' },
      { row: 5, column: 'roof', cell: 'D5', code: 'differs-from-head' },
      { row: 6, column: 'mobile', cell: 'R6', code: 'wrong-form' },
    ]);
    await expect(kit.load(upload.id)).rejects.toMatchObject({ code: 'social-registry.not-ready' });
  });

  it('SR-020: within the threshold loads the households that are right and leaves the others out', async () => {
    const rows = Array.from({ length: 10 }, (_one, at) => csvRow(`H${at}`, at === 3 ? { rooms: 'many' } : {}));
    const checked = await kit.send(csv(...rows), { percent: 10 });
    expect(checked).toMatchObject({ state: 'checked', householdsWithProblems: 1, problems: { 'no-whole-number': 1 } });
    expect(await kit.load(checked.id)).toMatchObject({ state: 'loaded', created: 9, progress: { done: 10, of: 10 } });
  });

  it('SR-053: names an identifier that stands in the file twice', async () => {
    const upload = await kit.send(
      csv(csvRow('H1', { national_id: 'ab-1234' }), csvRow('H2', { national_id: 'AB-1234' })),
    );
    expect(upload).toMatchObject({ state: 'refused', refusal: 'too-many-duplicates' });
    expect(await problemsOf(upload.id)).toEqual([{ row: 3, column: 'national_id', cell: 'Q3', code: 'duplicate' }]);
  });

  it('SR-020: names a household whose rows are not together, and a row without household', async () => {
    const upload = await kit.send(csv(csvRow('H1'), csvRow('H2'), csvRow('H1'), csvRow('')));
    expect(await problemsOf(upload.id)).toEqual([
      { row: 4, column: 'household', cell: 'A4', code: 'household-split' },
      { row: 5, column: 'household', cell: 'A5', code: 'no-household' },
    ]);
  });

  it.each([
    ['other columns', `${COLUMNS.replace('roof', 'rof')}\n`, 'columns-differ', ['missing roof', 'unknown rof']],
    ['ten thousand columns', `${COLUMNS},${'x,'.repeat(9_999)}y\n`, 'columns-differ', undefined],
    ['an open quote', `${COLUMNS}\n"H1`, 'not-csv', ['CSV_QUOTE_NOT_CLOSED']],
    ['rows of unequal length', `${COLUMNS}\nH1,2\n`, 'not-csv', ['CSV_RECORD_INCONSISTENT_FIELDS_LENGTH']],
    ['a cell without end', `${COLUMNS}\n${'x'.repeat(70_000)}\n`, 'not-csv', ['CSV_MAX_RECORD_SIZE']],
    ['no row', `${COLUMNS}\n`, 'empty', undefined],
    ['nothing but a line end', '\n', 'empty', undefined],
    ['Latin letters of another encoding', Buffer.from(`${COLUMNS}\nJos\xe9`, 'latin1'), 'not-utf8', undefined],
    ['UTF-16', Buffer.from(`\ufeff${COLUMNS}`, 'utf16le'), 'not-utf8', undefined],
  ])('SR-020: with %s is refused as a whole', async (_what, file, refusal, details) => {
    const upload = await kit.send(file);
    expect(upload).toMatchObject({ state: 'refused', refusal, ...(details && { refusalDetails: details }) });
  });

  it('SR-020: whose bytes are not those that were declared is refused', async () => {
    expect(await kit.send(csv(csvRow('H1')), { sha256: 'a'.repeat(64) })).toMatchObject({ refusal: 'bytes-differ' });
  });

  it('SR-020: takes a byte-order mark and quoted cells with line ends in them', async () => {
    const file = `\ufeff${csv(csvRow('H1', { address: '"near the ""old"" well, left"' }))}`;
    expect(await kit.send(file)).toMatchObject({ state: 'checked', households: 1 });
  });

  it('S17: treats a formula in a cell as text that is not of the form asked for', async () => {
    const upload = await kit.send(csv(csvRow('H1', { national_id: '=1+1' })));
    expect(await problemsOf(upload.id)).toEqual([{ row: 2, column: 'national_id', cell: 'Q2', code: 'wrong-form' }]);
  });

  describe('sent in parts', () => {
    const begin = (size: number, by = kit.ina) =>
      kit.platform.inTransaction(by.actor, (tx) =>
        kit.uploads.begin(tx, by, {
          fileName: 'a.csv',
          size,
          sha256: 'b'.repeat(64),
          questionnaire: 'household',
          mostProblemPercent: 0,
        }),
      );
    const part = (id: string, seq: number, length: number, by = kit.ina) =>
      kit.platform.inTransaction(by.actor, (tx) =>
        kit.uploads.receive(tx, by, { id, seq, bytes: Buffer.alloc(length, 65) }),
      );

    it('SR-020: takes a part that came before as sent twice, and refuses one that is not next', async () => {
      const { id } = await begin(CHUNK_BYTES + 5);
      await part(id, 1, CHUNK_BYTES);
      await part(id, 1, CHUNK_BYTES);
      await expect(part(id, 3, 5)).rejects.toMatchObject({
        code: 'social-registry.chunk-refused',
        details: { next: 2 },
      });
      await expect(part(id, 2, 6)).rejects.toMatchObject({ details: { next: 2, expected: 5 } });
      expect(await part(id, 2, 5)).toMatchObject({ chunks: 2, progress: { done: CHUNK_BYTES + 5 } });
    });

    it('SR-020: takes one of two equal parts that come at once', async () => {
      const { id } = await begin(10);
      await Promise.all(Array.from({ length: 5 }, () => part(id, 1, 10)));
      expect(await count('upload_chunk')).toBe(1);
    });

    it('SR-020: is not checked before all of it is here', async () => {
      const { id } = await begin(10);
      const complete = kit.platform.inTransaction(kit.ina.actor, (tx) => kit.uploads.complete(tx, kit.ina, id));
      await expect(complete).rejects.toMatchObject({ code: 'social-registry.chunk-refused' });
    });

    it('S2: is unknown to another institution and to whoever has none', async () => {
      const { id } = await begin(10);
      for (const stranger of [anOfficer('nia.intake', 'NDA'), anOfficer('nobody', '')]) {
        await expect(part(id, 1, 10, stranger)).rejects.toMatchObject({ code: 'social-registry.not-found' });
        await expect(kit.uploads.get(stranger, id)).rejects.toMatchObject({ code: 'social-registry.not-found' });
      }
      expect((await kit.uploads.list(anOfficer('nia.intake', 'NDA'))).items).toEqual([]);
    });
  });

  describe('while it is kept', () => {
    const marker = 'Zawadi-Marker-4711';
    const everything = async () => {
      const { rows } = await kit.superuser.query(`
        select string_agg(t::text, ' ') as text from (
          select c::text as t from social_registry.upload_chunk c union all
          select a::text from social_registry.household_answers a union all
          select h::text from social_registry.household h union all
          select u::text from social_registry.upload u union all
          select p::text from social_registry.upload_problem p union all
          select e::text from platform.audit_entry e union all select b::text from platform.audit_body b) all_rows`);
      return String(rows[0].text);
    };

    it('S15: stands nowhere in clear, neither as a file nor as answers', async () => {
      const checked = await kit.send(csv(csvRow('H1', { surname: marker, roof: 'iron' })));
      await kit.load(checked.id);
      const text = await everything();
      expect(text).toContain(checked.id);
      expect(text).not.toContain(marker);
      expect(text).not.toContain(Buffer.from(marker).toString('hex'));
      expect(text).not.toContain(Buffer.from(marker).toString('base64').slice(0, 18));
    });

    it('IBR-042: is deleted with its key once it is loaded or given up', async () => {
      const loaded = await kit.send(csv(csvRow('H1')));
      await kit.load(loaded.id);
      const given = await kit.send(csv(csvRow('H2')));
      await kit.platform.inTransaction(kit.ina.actor, (tx) => kit.uploads.cancel(tx, kit.ina, given.id));
      expect(await count('upload_chunk')).toBe(0);
      const { rows } = await kit.superuser.query(
        `select count(*)::int as n from platform.subject_key where subject_id like 'upload:%' and destroyed_at is null`,
      );
      expect(rows[0].n).toBe(0);
    });
  });

  it('SR-020: goes on where a load was cut off, and two workers load nobody twice', async () => {
    const rows = Array.from({ length: 450 }, (_one, at) => csvRow(`H${at}`, anybody(at)));
    const { id } = await kit.send(csv(...rows));
    await kit.platform.inTransaction(kit.ina.actor, (tx) => kit.uploads.load(tx, kit.ina, id));
    const mend = await plantBreak(kit.superuser, { table: 'social_registry.upload', when: 'new.done = 340' });
    await expect(kit.uploads.runLoad(id, kit.actor)).rejects.toThrow();
    expect(await count('household')).toBe(170);
    await mend();
    const another = systemActor(kit.platform.ids.next());
    await Promise.all([kit.uploads.runLoad(id, kit.actor), kit.uploads.runLoad(id, another)]);
    expect(await kit.uploads.get(kit.ina, id)).toMatchObject({ state: 'loaded', created: 450, unchanged: 0 });
    expect(await count('household_answers')).toBe(450);
  });

  it('SR-020: tells how many problems there are of each kind and pages through the first thousand', async () => {
    const upload = await kit.send(csv(...Array.from({ length: 1200 }, (_one, at) => csvRow(`H${at}`, { rooms: 'x' }))));
    expect(upload.problems).toEqual({ 'no-whole-number': 1200 });
    const first = await kit.uploads.problems(kit.ina, upload.id);
    expect(first.items).toHaveLength(100);
    const second = await kit.uploads.problems(kit.ina, upload.id, first.next);
    expect(second.items[0]).toEqual({ row: 102, column: 'rooms', cell: 'H102', code: 'no-whole-number' });
  });

  it('S5: leaves who began, checked and loaded it in the audit', async () => {
    const { id } = await kit.send(csv(csvRow('H1')));
    await kit.load(id);
    const { rows } = await kit.superuser.query(
      `select header->>'action' as action, header->'actor'->>'loginName' as who from platform.audit_entry
       where header->>'stream' = $1 order by seq`,
      [`upload:${id}`],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'social-registry.begin-upload',
      'social-registry.check-upload',
      'social-registry.start-load',
      'social-registry.load-batch',
      'social-registry.loaded',
    ]);
  });
});
