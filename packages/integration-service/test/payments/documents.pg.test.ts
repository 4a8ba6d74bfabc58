import type { Api } from '../../src/platform/http/api.js';
import { paymentsRoutes } from '../../src/payments/routes.js';
import { fakeDirectory, fromOurPage, openTestServer } from '../support/server.js';
import { forgetPayments, givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';
import { readPdf } from './read-pdf.js';

jest.setTimeout(120_000);

const DAY = '2026-11-25';

describe('IBR-019: documents that are given to people', () => {
  let kit: PaymentsKit;
  let app: Api;
  let id: string;
  let paid: string;
  let absent: string;

  const as = <Result>(who: 'approver' | 'maker', work: (tx: never) => Promise<Result>) =>
    kit.platform.inTransaction(kit[who].actor, (tx) => work(tx as never));
  const get = (login: string, path: string) =>
    app.inject({ method: 'GET', url: `/interlink/api/v1/payments/batches/${path}`, headers: fromOurPage(login) });
  const auditOf = async (action: string) => {
    const { rows } = await kit.superuser.query(
      "select header->>'subject' as subject from platform.audit_entry where header->>'action' = $1",
      [action],
    );
    return rows.map(({ subject }) => subject as string);
  };

  /** Two at a payment point: one came by proxy, one did not come; the day is signed. */
  beforeAll(async () => {
    kit = await openPaymentsKit('good');
    await forgetPayments(kit);
    givePayroll(kit, 2);
    const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL, channel: 'pay-point' });
    id = made.id;
    await as('approver', (tx) => kit.payments.approve(tx, kit.approver, id, { statementHash: made.statementHash }));
    await kit.payments.advance(id, kit.maker.actor);
    await as('maker', (tx) => kit.payments.payPoints.issue(tx, id, 'Shangani market'));
    const { lines } = await kit.payments.payPoints.list(kit.maker, id);
    paid = lines[0]?.instrId ?? '';
    absent = lines[1]?.instrId ?? '';
    const mark = { at: `${DAY}T09:00:00Z`, place: 'Shangani market' };
    await as('maker', (tx) => kit.payments.payPoints.mark(tx, id, [{ ...mark, instrId: paid, mark: 'proxy' }]));
    const counted = { day: DAY, advanceMinor: 200_000, returnedMinor: 0 };
    const count = await as('maker', (tx) => kit.payments.payPoints.count(tx, id, counted));
    await as('approver', (tx) => kit.payments.payPoints.witness(tx, kit.approver, count));
    const roles = ['Member of MSW'];
    const directory = fakeDirectory({
      pam: { rights: [990131], roles },
      rita: { rights: [990130], roles },
      nda: { rights: [990131], roles: ['Member of NDA'] },
    });
    const api = [
      (server: Api, http: Parameters<typeof paymentsRoutes>[1]) => paymentsRoutes(server, http, kit.payments),
    ];
    app = await openTestServer(kit.platform, directory, { api, requestsPerMinute: 100_000 });
  }, 120_000);
  afterAll(async () => {
    await app?.close();
    await kit.close();
  });

  it('S17, S6: the pay-list is a file to save, is audited, and is the same bytes each time', async () => {
    const before = (await auditOf('payments.read-pay-list')).length;
    const [one, again] = [await get('pam', `${id}/pay-list/pdf`), await get('pam', `${id}/pay-list/pdf`)];
    expect(one.statusCode).toBe(200);
    expect(one.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="pay-list-1.pdf"',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(Buffer.compare(one.rawPayload, again.rawPayload)).toBe(0);
    const [page = ''] = readPdf(one.rawPayload).pages;
    for (const text of ['Mercy Omondi', 'Ahmed Ali', '2000.00', '4000.00 KES', 'page 1 of 1', 'Shangani market']) {
      expect(page).toContain(text);
    }
    const { signature } = await kit.payments.payPoints.list(kit.maker, id);
    expect(page.replaceAll(/\s/g, '')).toContain(signature);
    expect((await auditOf('payments.read-pay-list')).length).toBe(before + 3);
  });

  it('gives a receipt of what arrived, names the person in the log, and gives none of what did not', async () => {
    const given = await get('pam', `${id}/lines/${paid}/receipt?language=fr`);
    expect(given.statusCode).toBe(200);
    const [page = ''] = readPdf(given.rawPayload).pages;
    const whole = page.replaceAll(/\s/g, '');
    for (const text of ['2000.00KES', DAY, 'Shanganimarket', 'unepersonneenvoyée']) expect(whole).toContain(text);
    const { rows } = await kit.superuser.query('select individual_id from payments.line where instr_id = $1', [paid]);
    expect(await auditOf('payments.read-receipt')).toEqual([rows[0].individual_id]);
    for (const [line, reason] of [
      [absent, 'not-settled'],
      ['I0', 'no-line'],
    ]) {
      const refused = await get('pam', `${id}/lines/${line}/receipt`);
      expect([refused.statusCode, refused.json()]).toMatchObject([
        409,
        { code: 'payments.no-receipt', details: { reason } },
      ]);
    }
  });

  it('S2, S8: is not for who only reads payments, for nobody at all, nor for another institution', async () => {
    for (const path of [`${id}/pay-list/pdf`, `${id}/lines/${paid}/receipt`]) {
      expect((await get('rita', path)).statusCode).toBe(403);
      expect((await get('nda', path)).json()).toMatchObject({ code: 'payments.batch-not-found' });
      expect((await get('pam', `${path}?language=xx`)).statusCode).toBe(400);
    }
  });

  it('says that no list was issued when none was', async () => {
    await kit.superuser.query('truncate payments.pay_list');
    expect((await get('pam', `${id}/pay-list/pdf`)).json()).toMatchObject({
      code: 'payments.pay-point-refused',
      details: { reason: 'no-list' },
    });
  });
});
