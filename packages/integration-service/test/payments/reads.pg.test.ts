import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { linesRoot } from '@interlink/domain/payments/line';
import ExcelJS from 'exceljs';
import { sha256 } from '../../src/payments/hashes.js';
import type { Api, HttpKit } from '../../src/platform/http/api.js';
import { paymentsRoutes } from '../../src/payments/routes.js';
import { readTotals } from '../../src/payments/reads/totals.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { ana, holdCeremony, signApproval } from './approvers-kit.js';
import { DEBTOR } from './payments-config.js';
import { givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

let kit: PaymentsKit;
let id: string;
beforeAll(async () => {
  kit = await openPaymentsKit('typical', { approvalAssurance: 'webauthn' });
  givePayroll(kit, 4);
  const batch = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
  id = batch.id;
}, 120_000);
afterAll(() => kit.close());

const reads = () => kit.payments.reads;
const auditOf = async (action: string) => {
  const { rows } = await kit.superuser.query(
    "select header->>'subject' as subject from platform.audit_entry where header->>'action' = $1 order by shard, seq",
    [action],
  );
  return rows.map(({ subject }) => subject as string);
};

describe('what the payment screens read', () => {
  it('S11: gives an approver the leaves from which anybody recomputes the approved root, page by page', async () => {
    const [first] = (await reads().leaves(ana, id, undefined)).items;
    const rest = await reads().leaves(ana, id, first?.instrId);
    expect(rest.items).toHaveLength(3);
    const { terms, items } = await reads().leaves(ana, id, undefined);
    const { root, statement } = await reads().head(ana, id);
    expect(linesRoot(items, terms, sha256)).toBe(root);
    expect(JSON.parse(statement)).toMatchObject({ root, count: 4, total: '8000.00' });
  });

  it('sums who gets the money by account keeper, place and sex, the largest sum first', async () => {
    const { totals } = await reads().head(kit.maker, id);
    expect(totals).toEqual({
      agent: [{ name: 'DEMOKENA', count: 4, totalMinor: 800_000 }],
      area: [
        { name: 'Shangani', count: 3, totalMinor: 600_000 },
        { name: 'Malindi', count: 1, totalMinor: 200_000 },
      ],
      sex: [
        { name: 'female', count: 2, totalMinor: 400_000 },
        { name: 'male', count: 2, totalMinor: 400_000 },
      ],
    });
  });

  it('names the fifty places with the largest sums and adds up the rest, so that nothing is missing', async () => {
    const other = '01900000-0000-7000-8000-0000000000b9';
    await kit.superuser.query(
      `insert into payments.batch_total (batch_id, area, agent, sex, count, total_minor)
       select $1, case when n = 60 then '' else 'place ' || n end, 'A', 'female', 1, n from generate_series(1, 60) n`,
      [other],
    );
    const { area, agent } = await readTotals(kit.platform, other);
    expect(area).toHaveLength(51);
    expect([area[0], area[50]]).toEqual([
      { count: 1, totalMinor: 60 },
      { others: 10, count: 10, totalMinor: 55 },
    ]);
    expect(agent).toEqual([{ name: 'A', count: 60, totalMinor: 1830 }]);
  });

  it('S11: shows open approvals to whoever may still give one, and no longer after it', async () => {
    const [key] = await holdCeremony(kit);
    const toApprove = async () =>
      (await reads().openWork(ana)).items.find(({ kind }) => kind === 'batch-to-approve')?.count;
    expect(await toApprove()).toBe(1);
    if (key) await signApproval(kit, ana, key, { id, statementHash: (await reads().head(ana, id)).statementHash });
    expect(await toApprove()).toBe(0);
  });

  it('gives a batch with its tallies, timeline, file and transmissions as it goes on', async () => {
    await kit.payments.advance(id, kit.maker.actor);
    kit.advanceBankDays(2);
    await kit.payments.sweep();
    const head = await reads().head(kit.maker, id);
    expect(head.tallies).toEqual(
      expect.arrayContaining([
        { state: 'REJECTED', currency: 'KES', count: 1, totalMinor: 200_000 },
        { state: 'SETTLED', currency: 'KES', count: 3, totalMinor: 600_000 },
      ]),
    );
    expect(head.files).toMatchObject([{ messageId: head.messageId, count: 4, totalMinor: 800_000 }]);
    expect(head.transmissions).toHaveLength(1);
    const told = head.timeline.map(({ what }) => what);
    expect(told).toEqual(
      expect.arrayContaining(['made', 'approval-signed', 'approved', 'sealed', 'transmitting', 'attempt']),
    );
    expect(head.timeline.map(({ at }) => at)).toEqual(head.timeline.map(({ at }) => at).sort());
  });

  it('lists what was not paid, with its reason, and counts the money in each state', async () => {
    const { items } = await reads().queue(kit.maker, 'failed', undefined);
    expect(items.map(({ benefitCode, reason, state }) => [benefitCode, reason, state])).toEqual([
      ['BEN-A3', 'AC06', 'REJECTED'],
    ]);
    const money = await reads().money(kit.maker);
    expect(money.batches).toMatchObject([{ count: 1, lines: 4, totalMinor: 800_000, currency: 'KES' }]);
    expect(money.lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0)).toBe(800_000);
  });

  it('IBR-031: keeps by state what counting would find, whatever is written, moved or taken away', async () => {
    const rows = async (query: string) => (await kit.superuser.query<object>(query)).rows;
    const expectTrue = async () =>
      expect(
        await rows('select * from payments.batch_tally where count <> 0 order by batch_id, state, currency'),
      ).toEqual(
        await rows(`select batch_id, state, currency, count(*) as count, sum(amount_minor)::bigint as total_minor
          from payments.line group by batch_id, state, currency order by batch_id, state, currency`),
      );
    await expectTrue();
    await kit.superuser.query('begin');
    for (const change of [
      `update payments.line set state = 'UNKNOWN' where state = 'REJECTED'`,
      `update payments.line set amount_minor = amount_minor + 1, currency = 'UGX' where state = 'UNKNOWN'`,
      `update payments.line set written_back_at = now()`,
      `delete from payments.line where state = 'SETTLED' and instr_id = (select max(instr_id) from payments.line where state = 'SETTLED')`,
    ]) {
      expect((await kit.superuser.query(change)).rowCount).toBeGreaterThan(0);
      await expectTrue();
    }
    await kit.superuser.query('rollback');
    await expectTrue();
  });

  it('pages lines in the order of the file, by state', async () => {
    const { items } = await reads().lines(kit.maker, id, { state: 'SETTLED' });
    expect(items).toHaveLength(3);
    expect(items.map(({ instrId }) => instrId)).toEqual(items.map(({ instrId }) => instrId).sort());
    const after = await reads().lines(kit.maker, id, { cursor: items[1]?.instrId, state: 'SETTLED' });
    expect(after.items.map(({ instrId }) => instrId)).toEqual([items[2]?.instrId]);
  });

  it('S2: gives the spreadsheet to whoever may read payments of that institution, as a file to save', async () => {
    const people = {
      reader: { rights: [990130], roles: ['Member of MSW'] },
      elsewhere: { rights: [990130], roles: ['Member of NDA'] },
      other: { rights: [990100], roles: ['Member of MSW'] },
    };
    const api = [(app: Api, http: HttpKit) => paymentsRoutes(app, http, kit.payments)];
    const app = await openTestServer(kit.platform, fakeDirectory(people), { api });
    const url = `/interlink/api/v1/payments/batches/${id}/spreadsheet`;
    const ask = (token: string) => app.inject({ method: 'GET', url, headers: { cookie: `JWT=${token}` } });
    const { statusCode, headers, rawPayload } = await ask('reader');
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="batch-${id}.xlsx"`,
      'x-content-type-options': 'nosniff',
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(rawPayload as unknown as ArrayBuffer);
    expect(book.getWorksheet('lines')?.rowCount).toBe(5);
    const refused = [await ask('elsewhere'), await ask('other'), await ask('nobody')];
    expect(refused.map((answer) => answer.statusCode)).toEqual([404, 403, 401]);
    await app.close();
  });

  it('S6: gives all lines as a spreadsheet, and writes down everybody in it', async () => {
    const before = (await auditOf('payments.export-lines')).length;
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await buffer(await reads().spreadsheet(kit.maker, id))) as unknown as ArrayBuffer);
    const { items } = await reads().lines(kit.maker, id, {});
    const column = (at: number) => (book.getWorksheet('lines')?.getColumn(at).values ?? []).slice(2);
    expect(column(1)).toEqual(items.map(({ instrId }) => instrId));
    expect(column(6)).toEqual(items.map(({ amountMinor }) => amountMinor / 100));
    expect(column(9)).toEqual(items.map(({ state }) => state));
    const written = (await auditOf('payments.export-lines')).slice(before);
    expect(written.sort()).toEqual(items.map(({ individualId }) => individualId).sort());
    await expect(reads().spreadsheet(kit.stranger, id)).rejects.toMatchObject({ code: 'payments.batch-not-found' });
  });

  it('lists statements with whether each follows from the one before', async () => {
    const { items } = await reads().statements(kit.maker, undefined);
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ follows }) => follows)).toBe(true);
    expect((await reads().suspense(kit.maker, undefined)).items).toEqual([]);
  });

  it('S6: writes down whom the answer shows before it is given', async () => {
    const { items } = await reads().lines(kit.maker, id, {});
    const people = new Set(items.map(({ individualId }) => individualId));
    expect(new Set(await auditOf('payments.read-lines'))).toEqual(people);
    const [someone = ''] = people;
    expect((await reads().ofPerson(kit.maker, someone)).items).toHaveLength(1);
    expect(await auditOf('payments.read-person')).toEqual([someone]);
    expect(await auditOf('payments.read-leaves')).toContain(id);
  });

  it('S2: shows another institution nothing at all', async () => {
    const { stranger } = kit;
    expect((await reads().batches(stranger, {})).items).toEqual([]);
    await expect(reads().head(stranger, id)).rejects.toMatchObject({ code: 'payments.batch-not-found' });
    await expect(reads().leaves(stranger, id, undefined)).rejects.toMatchObject({ code: 'payments.batch-not-found' });
    expect((await reads().lines(stranger, id, {})).items).toEqual([]);
    expect((await reads().queue(stranger, 'failed', undefined)).items).toEqual([]);
    expect((await reads().statements(stranger, undefined)).items).toEqual([]);
    expect(await reads().money(stranger)).toMatchObject({ batches: [], lines: [] });
  });

  it('S2: takes a user without an institution for one who sees nothing', async () => {
    const { institution: _none, ...session } = kit.maker.session;
    const nobody = { ...kit.maker, session };
    expect((await reads().batches(nobody, {})).items).toEqual([]);
    await expect(reads().head(nobody, id)).rejects.toMatchObject({ code: 'payments.batch-not-found' });
  });

  it('says how payments leave, without any secret', async () => {
    const channels = await reads().channels(kit.maker);
    expect(channels).toMatchObject({
      approvalAssurance: 'webauthn',
      channels: [{ kind: 'https', programmes: ['OAA'] }],
    });
    expect(JSON.stringify(channels)).not.toMatch(/"d":|private/i);
  });
});

describe('IBR-032: what an entry in suspense may belong to', () => {
  const suspend = async (account: string, entry: object | null) => {
    const receivedId = kit.platform.ids.next();
    await kit.superuser.query(
      "insert into payments.received (id, source, kind, sha256, bytes, at) values ($1, 'bank', 'camt.053', $2, 'x', now())",
      [receivedId, createHash('sha256').update(receivedId).digest('hex')],
    );
    await kit.superuser.query(
      "insert into payments.suspense (received_id, key, why, at, account, entry) values ($1, 'e-1', 'no-line', now(), $2, $3)",
      [receivedId, account, entry && JSON.stringify(entry)],
    );
    return receivedId;
  };

  it('is a line of its amount and day, and nothing for an entry without an amount', async () => {
    const { executionDate } = await kit.payments.get(kit.maker, id);
    const entry = { kind: 'debit', amountMinor: 200_000, currency: 'KES', bookedOn: executionDate };
    const found = await reads().matches(kit.maker, await suspend(DEBTOR, entry), 'e-1');
    expect(found.items.length).toBeGreaterThan(0);
    expect(found.items[0]?.signs).toEqual(expect.arrayContaining(['same-amount', 'same-day']));
    expect(found.items[0]?.line.batchId).toBe(id);
    const empty = await reads().matches(kit.maker, await suspend(DEBTOR, null), 'e-1');
    expect(empty.items).toEqual([]);
  });

  it.each([
    'suspense?cursor=2026-11-24T08:00:00Z',
    'suspense?cursor=x:e-1',
    'statements?cursor=first',
    'statements?cursor=7',
    'failed-lines?cursor=a:b',
    'exceptions-lines?cursor=:',
  ])('answers an invented page with a reason, not with a failure of its own: %s', async (path) => {
    const people = { reader: { rights: [990130], roles: ['Member of MSW'] } };
    const api = [(app: Api, http: HttpKit) => paymentsRoutes(app, http, kit.payments)];
    const app = await openTestServer(kit.platform, fakeDirectory(people), { api });
    const answer = await app.inject({ url: `/interlink/api/v1/payments/${path}`, headers: { cookie: 'JWT=reader' } });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'platform.body-invalid']);
    await app.close();
  });

  it('S2: is not told to another institution, nor for an entry that does not exist', async () => {
    const entry = { kind: 'debit', amountMinor: 200_000, currency: 'KES', bookedOn: '2026-11-25' };
    const receivedId = await suspend(DEBTOR, entry);
    const unknown = { code: 'payments.decision-not-found' };
    await expect(reads().matches(kit.stranger, receivedId, 'e-1')).rejects.toMatchObject(unknown);
    await expect(reads().matches(kit.maker, receivedId, 'e-2')).rejects.toMatchObject(unknown);
  });
});
