import { createHash } from 'node:crypto';
import type { Operator } from '../../src/platform/http/api.js';
import type { Api } from '../../src/platform/http/api.js';
import { paymentsRoutes } from '../../src/payments/routes.js';
import { fakeDirectory, fromOurPage, openTestServer } from '../support/server.js';
import { forgetPayments, givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

jest.setTimeout(120_000);

describe('IBR-019: people asked by chance whether the money came', () => {
  let kit: PaymentsKit;
  let id: string;
  const asked = { confidence: 95, marginPercent: 5 } as const;
  const within = <R>(by: Operator, work: (tx: never) => Promise<R>) =>
    kit.platform.inTransaction(by.actor, (tx) => work(tx as never));
  /** Of the institution, with no part in the batch. */
  let witness: Operator;
  const draw = (by = witness) => within(by, (tx) => kit.payments.samples.draw(tx, by, id, asked));
  const answer = (instrId: string, said: Parameters<PaymentsKit['payments']['samples']['answer']>[4], by = witness) =>
    within(by, (tx) => kit.payments.samples.answer(tx, by, id, instrId, said));
  const read = (by = witness) => kit.payments.samples.read(by, id);

  const auditEntries = async () =>
    (
      await kit.superuser.query(
        `select header ->> 'action' as action, header ->> 'subject' as subject from platform.audit_entry
         where header ->> 'action' like 'payments.%-sample' order by id`,
      )
    ).rows;

  beforeAll(async () => {
    kit = await openPaymentsKit('good');
    witness = { ...kit.approver, actor: { ...kit.approver.actor, id: 'user-of-abe', loginName: 'abe' } };
  }, 120_000);
  afterAll(() => kit.close());
  /** Three people; the batch is out, and the ledger says that they were paid. */
  beforeEach(async () => {
    await kit.superuser.query('truncate payments.sample cascade');
    await forgetPayments(kit);
    givePayroll(kit, 3);
    const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    id = made.id;
    const by = kit.approver;
    await within(by, (tx) => kit.payments.approve(tx, by, id, { statementHash: made.statementHash }));
    await kit.superuser.query(`update payments.line set state = 'SETTLED', rank = 3 where batch_id = $1`, [id]);
  });

  it('draws who was proven paid, as anybody can draw again from the seed', async () => {
    await draw();
    const { population, size, seed, drawnBy, lines } = await read();
    expect([population, size, drawnBy]).toEqual([3, 3, 'abe']);
    const places = lines.map(({ instrId }) => createHash('sha256').update(`${seed}:${instrId}`).digest('hex'));
    expect(places).toEqual([...places].sort());
    expect(lines.map(({ name }) => name)).toEqual(expect.arrayContaining(['Mercy Omondi', 'Ahmed Ali']));
  });

  it('draws nobody who is paid by the word of a report alone: the money may be on its way', async () => {
    await kit.superuser.query('update payments.line set rank = 2 where batch_id = $1', [id]);
    await expect(draw()).rejects.toMatchObject({ details: { reason: 'nobody-paid' } });
  });

  it('tells with its bounds how many got all of it, who could not be asked apart', async () => {
    await draw();
    const [one, two, three] = (await read()).lines.map(({ instrId }) => instrId) as [string, string, string];
    expect((await read()).result).toEqual({ answered: 0, unreached: 0 });
    const first = await answer(one, { answer: 'received' });
    expect(first).toMatchObject({
      line: { instrId: one, answer: 'received', answeredBy: 'abe' },
      result: { answered: 1 },
    });
    await answer(two, { answer: 'not-found' });
    await answer(three, { answer: 'less', receivedMinor: 100_000 });
    const sample = await read();
    const { answered, unreached, received } = sample.result;
    expect([answered, unreached, received?.part]).toEqual([2, 1, 0.5]);
    expect(received?.low).toBeLessThan(0.5);
    expect(sample.lines[2]).toMatchObject({ answer: 'less', receivedMinor: 100_000, answeredBy: 'abe' });
    await answer(two, { answer: 'received' });
    await answer(three, { answer: 'received' });
    expect((await read()).result.received).toEqual({ part: 1, low: 1, high: 1 });
    expect((await read()).lines[2]).not.toHaveProperty('receivedMinor');
  });

  it('is drawn once, also by two at once, so that nobody draws until it suits', async () => {
    const both = await Promise.allSettled([draw(), draw()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { seed } = await read();
    await expect(draw()).rejects.toMatchObject({ code: 'payments.sample-refused', details: { reason: 'drawn' } });
    expect((await read()).seed).toBe(seed);
  });

  it('S10: is not for who made or approved the batch', async () => {
    const involved = { code: 'payments.sample-refused', details: { reason: 'involved' } };
    for (const by of [kit.maker, kit.approver]) await expect(draw(by)).rejects.toMatchObject(involved);
    await draw();
    const [line] = (await read()).lines;
    await expect(answer(line?.instrId ?? '', { answer: 'received' }, kit.maker)).rejects.toMatchObject(involved);
  });

  it('refuses what cannot be, and keeps nothing of it', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'payments.sample-not-found' });
    await draw();
    const [line] = (await read()).lines;
    const refused = { code: 'payments.sample-refused', details: { reason: 'amount' } };
    await expect(answer(line?.instrId ?? '', { answer: 'less' })).rejects.toMatchObject(refused);
    await expect(answer(line?.instrId ?? '', { answer: 'received', receivedMinor: 5 })).rejects.toMatchObject(refused);
    await expect(answer('I0', { answer: 'received' })).rejects.toMatchObject({ code: 'payments.sample-not-found' });
    expect((await read()).lines.every(({ answer: said }) => said === undefined)).toBe(true);
  });

  it('refuses a batch of which nobody is proven paid', async () => {
    await kit.superuser.query(`update payments.line set state = 'PENDING' where batch_id = $1`, [id]);
    await expect(draw()).rejects.toMatchObject({ details: { reason: 'nobody-paid' } });
  });

  it('S2, S6: is not there for another institution, and each look at it names everybody in the log', async () => {
    await draw();
    await expect(read(kit.stranger)).rejects.toMatchObject({ code: 'payments.batch-not-found' });
    await expect(draw(kit.stranger)).rejects.toMatchObject({ code: 'payments.batch-not-found' });
    const { lines } = await read();
    const { rows } = await kit.superuser.query(
      `select distinct header ->> 'subject' as subject from platform.audit_entry
       where header ->> 'action' = 'payments.read-sample'`,
    );
    expect(rows.map(({ subject }) => subject as string)).toEqual(
      expect.arrayContaining(lines.map(({ individualId }) => individualId)),
    );
  });

  it('S6: reads nobody for an answer but who gave it', async () => {
    await draw();
    const [line] = (await read()).lines;
    const before = await auditEntries();
    await answer(line?.instrId ?? '', { answer: 'received' });
    const since = (await auditEntries()).slice(before.length);
    expect(since).toEqual([{ action: 'payments.answer-sample', subject: line?.individualId }]);
  });

  it('S8: is for approvers alone, through the API', async () => {
    const roles = ['Member of MSW'];
    const directory = fakeDirectory({ abe: { rights: [990132], roles }, pam: { rights: [990130, 990131], roles } });
    const api = [(app: Api, http: Parameters<typeof paymentsRoutes>[1]) => paymentsRoutes(app, http, kit.payments)];
    const app = await openTestServer(kit.platform, directory, { api, requestsPerMinute: 100_000 });
    const url = `/interlink/api/v1/payments/batches/${id}/sample`;
    const post = (login: string, path: string, payload: object) =>
      app.inject({ method: 'POST', url: `${url}${path}`, payload, headers: fromOurPage(login) });
    expect((await post('pam', '', asked)).statusCode).toBe(403);
    expect((await post('abe', '', { ...asked, confidence: 50 })).statusCode).toBe(400);
    expect((await post('abe', '', asked)).json()).toEqual({ done: true });
    const sample = (await app.inject({ url, headers: fromOurPage('abe') })).json();
    expect(sample.lines).toHaveLength(3);
    const path = `/${sample.lines[0].instrId as string}`;
    expect((await post('abe', path, { answer: 'maybe' })).statusCode).toBe(400);
    expect((await post('abe', path, { answer: 'received' })).statusCode).toBe(200);
    expect((await app.inject({ url, headers: fromOurPage('pam') })).statusCode).toBe(403);
    await app.close();
  });
});
