import { flattenedVerify, importJWK } from 'jose';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import type { PayMark } from '@interlink/contracts/payments/pay-point';
import { givenPayments } from './given-payments.js';
import { forgetPayments, givePayroll, PAYROLL, type PaymentsKit } from './payments-kit.js';

jest.setTimeout(120_000);

const DAY = '2026-11-25';
const AMOUNT = 200_000;

describe('a payroll that is paid at a payment point', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened), 'good');

  const as = <Result>(who: 'approver' | 'maker', work: (tx: never) => Promise<Result>) =>
    kit.platform.inTransaction(kit[who].actor, (tx) => work(tx as never));
  const points = () => kit.payments.payPoints;

  /** Approved, sealed, and on a list. */
  async function onAList(channel = 'pay-point') {
    const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL, channel });
    await as('approver', (tx) =>
      kit.payments.approve(tx, kit.approver, made.id, { statementHash: made.statementHash }),
    );
    await kit.payments.advance(made.id, kit.maker.actor);
    if (channel === 'pay-point') await as('maker', (tx) => points().issue(tx, made.id, 'Shangani market'));
    return kit.payments.get(kit.maker, made.id);
  }
  const mark = (instrId: string | undefined, kind: PayMark['mark'], proof?: string): PayMark => ({
    instrId: instrId ?? '',
    mark: kind,
    at: `${DAY}T09:00:00Z`,
    place: 'Shangani market',
    ...(proof && { proof }),
  });
  const day = (advanceMinor: number, returnedMinor: number, isLast = false) => ({
    ...{ day: DAY, advanceMinor, returnedMinor, isLast },
  });
  const states = async (id: string) => (await kit.payments.get(kit.maker, id)).lines.map(({ state }) => state);
  const refusedFor = (reason: string) =>
    expect.objectContaining({ code: 'payments.pay-point-refused', details: expect.objectContaining({ reason }) });

  it('gets a numbered list with names and amounts, signed by our key', async () => {
    const { id } = await onAList();
    const { signature, ...content } = await points().list(kit.maker, id);
    expect(content).toMatchObject({ number: 1, point: 'Shangani market', total: '4000.00', currency: 'KES' });
    expect(content.lines.map(({ name, amount }) => [name, amount]).sort()).toEqual(
      [
        ['Ahmed Ali', '2000.00'],
        ['Mercy Omondi', '2000.00'],
      ].sort() as never,
    );
    const key = await importJWK(kit.secrets.signing.publicJwk, 'EdDSA');
    const payload = Buffer.from(canonicalJson(content, 'as-is'));
    const [head = '', , tail = ''] = signature.split('.');
    await expect(flattenedVerify({ protected: head, payload, signature: tail }, key)).resolves.toBeDefined();
  });

  it('keeps the number of a list that is issued again', async () => {
    const { id } = await onAList();
    await as('maker', (tx) => points().issue(tx, id, 'Another place'));
    expect(await points().list(kit.maker, id)).toMatchObject({ number: 1, point: 'Shangani market' });
  });

  it('A5: is settled by a day that comes out and that two people signed, and stands in openIMIS', async () => {
    const { id, lines } = await onAList();
    await as('maker', (tx) =>
      points().mark(tx, id, [mark(lines[0]?.instrId, 'paid', 'thumb'), mark(lines[1]?.instrId, 'proxy', 'her son')]),
    );
    const count = await as('maker', (tx) => points().count(tx, id, day(2 * AMOUNT, 0)));
    expect(await states(id)).toEqual(['SENT', 'SENT']);
    await as('approver', (tx) => points().witness(tx, kit.approver, count));
    await kit.payments.advance(id, kit.maker.actor);
    expect(await states(id)).toEqual(['SETTLED', 'SETTLED']);
    expect((await kit.payments.get(kit.maker, id)).state).toBe('RECONCILED');
    expect(kit.openimis.benefits.get(PAYROLL)?.map(({ status }) => status)).toEqual(['RECONCILED', 'RECONCILED']);
  });

  it('asks openIMIS to close the payroll once all of it is paid, and asks it nothing more while it is not', async () => {
    const settle = async (kinds: readonly PayMark['mark'][]) => {
      const { id, lines } = await onAList();
      const marks = lines.map(({ instrId }, at) => mark(instrId, kinds[at] ?? 'paid'));
      await as('maker', (tx) => points().mark(tx, id, marks));
      const paid = kinds.filter((kind) => kind === 'paid').length;
      const count = await as('maker', (tx) => points().count(tx, id, day(paid * AMOUNT, 0, true)));
      await as('approver', (tx) => points().witness(tx, kit.approver, count));
      for (let time = 0; time < 2; time += 1) await kit.payments.advance(id, kit.maker.actor);
      expect((await kit.payments.get(kit.maker, id)).state).toBe('RECONCILED');
      kit.openimis.calls.length = 0;
      for (let time = 0; time < 3; time += 1) await kit.payments.sweep();
      return kit.openimis.calls.map(({ operation }) => operation);
    };
    expect(await settle(['paid', 'absent'])).toEqual([]);
    expect(kit.openimis.payrolls.get(PAYROLL)?.status).toBe('APPROVE_FOR_PAYMENT');
    await forgetPayments(kit);
    givePayroll(kit, 2);
    expect(await settle(['paid', 'paid'])).toEqual([]);
    expect(kit.openimis.payrolls.get(PAYROLL)?.status).toBe('RECONCILED');
  });

  it.each([
    [2 * AMOUNT, 0, AMOUNT],
    [2 * AMOUNT, AMOUNT + 1, -1],
    [0, 0, -AMOUNT],
  ])('does not come out with %s advanced and %s back', async (advance, returned, differenceMinor) => {
    const { id, lines } = await onAList();
    await as('maker', (tx) => points().mark(tx, id, [mark(lines[0]?.instrId, 'paid')]));
    const counted = as('maker', (tx) => points().count(tx, id, day(advance, returned)));
    await expect(counted).rejects.toMatchObject({ code: 'payments.cash-differs', details: { differenceMinor } });
  });

  it('sends what nobody claimed back to the treasury on the last day, not before, and a refusal at once', async () => {
    const { id, lines } = await onAList();
    await as('maker', (tx) =>
      points().mark(tx, id, [mark(lines[0]?.instrId, 'absent'), mark(lines[1]?.instrId, 'refused')]),
    );
    const first = await as('maker', (tx) => points().count(tx, id, day(AMOUNT, AMOUNT)));
    await as('approver', (tx) => points().witness(tx, kit.approver, first));
    expect(await states(id)).toEqual(['SENT', 'REJECTED']);
    const last = await as('maker', (tx) => points().count(tx, id, day(AMOUNT, AMOUNT, true)));
    await as('approver', (tx) => points().witness(tx, kit.approver, last));
    expect(await states(id)).toEqual(['CANCELLED', 'REJECTED']);
    expect(kit.openimis.benefits.get(PAYROLL)?.map(({ status }) => status)).toEqual(['ACCEPTED', 'ACCEPTED']);
    // Who refused is to be asked why, and so is who did not come.
    const { items } = await kit.payments.reads.queue(kit.maker, 'failed', undefined);
    expect(items.map(({ state, reason }) => [state, reason]).sort()).toEqual([
      ['CANCELLED', 'NOAS'],
      ['REJECTED', 'CUST'],
    ]);
    const days = await points().counts(id);
    expect(days.map(({ isLast, witnessLogin }) => [isLast, witnessLogin])).toEqual([
      [false, 'ana.approver'],
      [true, 'ana.approver'],
    ]);
  });

  it('I6: is not witnessed by who counted, nor twice, nor by another institution', async () => {
    const { id, lines } = await onAList();
    await as('maker', (tx) => points().mark(tx, id, [mark(lines[0]?.instrId, 'paid')]));
    const count = await as('maker', (tx) => points().count(tx, id, day(AMOUNT, 0)));
    const witness = (who: 'approver' | 'maker', operator = kit[who]) =>
      as(who, (tx) => points().witness(tx, operator, count));
    await expect(witness('maker')).rejects.toEqual(refusedFor('own-count'));
    await expect(witness('approver', kit.stranger)).rejects.toEqual(refusedFor('no-count'));
    await witness('approver');
    await expect(witness('approver')).rejects.toEqual(refusedFor('count-again'));
  });

  it('is counted again when somebody was marked after the count', async () => {
    const { id, lines } = await onAList();
    await as('maker', (tx) => points().mark(tx, id, [mark(lines[0]?.instrId, 'paid')]));
    const count = await as('maker', (tx) => points().count(tx, id, day(AMOUNT, 0)));
    await as('maker', (tx) => points().mark(tx, id, [mark(lines[1]?.instrId, 'paid')]));
    const witnessed = as('approver', (tx) => points().witness(tx, kit.approver, count));
    await expect(witnessed).rejects.toEqual(refusedFor('count-again'));
  });

  it('is counted again when another was marked instead, though the sum is the same', async () => {
    const { id, lines } = await onAList();
    const [first, second] = [lines[0]?.instrId, lines[1]?.instrId];
    await as('maker', (tx) => points().mark(tx, id, [mark(first, 'paid'), mark(second, 'absent')]));
    const count = await as('maker', (tx) => points().count(tx, id, day(AMOUNT, 0, true)));
    const later = (one: PayMark) => ({ ...one, at: `${DAY}T10:00:00Z` });
    await as('maker', (tx) => points().mark(tx, id, [later(mark(first, 'absent')), later(mark(second, 'paid'))]));
    const witnessed = as('approver', (tx) => points().witness(tx, kit.approver, count));
    await expect(witnessed).rejects.toEqual(refusedFor('count-again'));
    expect(await states(id)).toEqual(['SENT', 'SENT']);
  });

  it('is signed as it was counted when the same marks come again, or are made of the next day', async () => {
    const { id, lines } = await onAList();
    const marks = [mark(lines[0]?.instrId, 'paid')];
    await as('maker', (tx) => points().mark(tx, id, marks));
    const count = await as('maker', (tx) => points().count(tx, id, day(AMOUNT, 0)));
    const tomorrow = { ...mark(lines[1]?.instrId, 'paid'), at: '2026-11-26T07:00:00Z' };
    await as('maker', (tx) => points().mark(tx, id, [...marks, tomorrow]));
    await as('approver', (tx) => points().witness(tx, kit.approver, count));
    expect((await states(id)).sort()).toEqual(['SENT', 'SETTLED']);
  });

  it('takes no mark on a line that a signed day decided over, nor on a line of another list', async () => {
    const { id, lines } = await onAList();
    await as('maker', (tx) => points().mark(tx, id, [mark(lines[0]?.instrId, 'paid')]));
    const count = await as('maker', (tx) => points().count(tx, id, day(AMOUNT, 0)));
    await as('approver', (tx) => points().witness(tx, kit.approver, count));
    const late = as('maker', (tx) => points().mark(tx, id, [mark(lines[0]?.instrId, 'absent')]));
    await expect(late).rejects.toEqual(refusedFor('line-decided'));
    const foreign = as('maker', (tx) => points().mark(tx, id, [mark('I0', 'paid')]));
    await expect(foreign).rejects.toEqual(refusedFor('unknown-line'));
  });

  it('tells the newest mark of each line, by when it was made and not by when it was handed in, without the proof', async () => {
    const { id, lines } = await onAList();
    const [first, second] = [lines[0]?.instrId, lines[1]?.instrId];
    const at = (time: string, one: PayMark) => ({ ...one, at: `${DAY}T${time}Z` });
    await as('maker', (tx) =>
      points().mark(tx, id, [at('10:00:00', mark(first, 'paid', 'thumb')), at('09:00:00', mark(second, 'absent'))]),
    );
    await as('maker', (tx) => points().mark(tx, id, [at('09:30:00', mark(first, 'absent'))]));
    const marks = await points().marks(id);
    expect(marks.map(({ instrId, mark: kind }) => [instrId, kind])).toEqual([
      [first, 'paid'],
      [second, 'absent'],
    ]);
    expect(marks[0]).toEqual({
      instrId: first,
      mark: 'paid',
      at: `${DAY}T10:00:00.000Z`,
      place: 'Shangani market',
      who: 'pam.payments',
    });
  });

  it('S15: keeps the proof with the key of the person', async () => {
    const { id, lines } = await onAList();
    await as('maker', (tx) => points().mark(tx, id, [mark(lines[0]?.instrId, 'proxy', 'came with her son Juma')]));
    const { rows } = await kit.superuser.query('select proof from payments.pay_mark');
    expect(rows).toHaveLength(1);
    expect(rows[0].proof.toString('latin1')).not.toContain('Juma');
  });

  it('is only for batches of payment points that are sealed, and has no list before one is issued', async () => {
    const bank = await onAList('https');
    await expect(as('maker', (tx) => points().issue(tx, bank.id, 'x'))).rejects.toEqual(refusedFor('channel'));
    await forgetPayments(kit);
    const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL, channel: 'pay-point' });
    await expect(as('maker', (tx) => points().issue(tx, made.id, 'x'))).rejects.toEqual(refusedFor('not-sealed'));
    await as('approver', (tx) =>
      kit.payments.approve(tx, kit.approver, made.id, { statementHash: made.statementHash }),
    );
    await kit.payments.advance(made.id, kit.maker.actor);
    await expect(points().list(kit.maker, made.id)).rejects.toEqual(refusedFor('no-list'));
  });
});
