import type { CivilRecord } from '@interlink/contracts/exchange/civil-record';
import { deathSubscriber } from '../../src/payments/deaths.js';
import { openContext } from '../../src/payments/policy.js';
import { testActor } from '../support/platform.js';
import { forgetPayments, givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

const individual = (place: number) => `00000000-0000-4000-8000-0000000000${place + 10}`;
const mercy: CivilRecord = {
  identifiers: [{ type: 'UIN', value: '880012' }],
  fullName: 'Mercy Omondi',
  birthDate: { date: '1950-01-01', precision: 'day' },
  deceased: true,
  deathDate: '2026-11-20',
};

describe('a signed notice of a death, to payments', () => {
  let kit: PaymentsKit;
  beforeAll(async () => {
    kit = await openPaymentsKit();
  });
  beforeEach(() => {
    givePayroll(kit, 2);
    for (const [place, nationalId] of ['880012', '880013'].entries()) {
      const person = kit.openimis.persons.get(individual(place));
      if (person) kit.openimis.persons.set(individual(place), { ...person, nationalId });
    }
  });
  afterEach(() => forgetPayments(kit));
  afterAll(() => kit.close());

  const make = () => kit.payments.make(kit.maker, { payrollId: PAYROLL, executionDate: '2026-11-26' } as never);
  const tell = async (record: CivilRecord | undefined, receivedId = 'n-1') => {
    const { openimis, verification, interconnection } = kit;
    const context = openContext(kit.platform, { openimis, verification, interconnection });
    const subscriber = deathSubscriber(context, () => Promise.resolve(record));
    const body = { receivedId, place: 0, partner: 'crvs' };
    await subscriber.handle({ id: receivedId, kind: 'exchange.death-notified', body, actor: testActor() });
  };
  const stateOf = async (id: string) => (await kit.payments.get(kit.maker, id)).state;
  const holds = async () => (await kit.superuser.query('select reason, details from payments.hold order by at')).rows;

  it('R6: holds the line of the person until two people decide, once however often it comes', async () => {
    const batch = await make();
    await tell(mercy);
    expect(await stateOf(batch.id)).toBe('EXCEPTION');
    const [{ details, reason }] = await holds();
    const line = batch.lines.find(({ individualId }) => individualId === individual(0));
    expect([reason, details]).toEqual(['death-notified', { lines: [line?.instrId], notice: 'n-1/0' }]);
    await tell(mercy);
    expect(await holds()).toHaveLength(1);
  });

  it('R6: that names nobody but by the number stops nothing, and is written down for a person to look at', async () => {
    const batch = await make();
    const before = await stateOf(batch.id);
    await tell({ ...mercy, fullName: 'Somebody Else', birthDate: { date: '1990-05-05', precision: 'day' } });
    expect(await stateOf(batch.id)).toBe(before);
    expect(await holds()).toEqual([]);
    const { rows } = await kit.superuser.query(
      `select 1 from platform.audit_entry where header->>'action' = 'payments.review-death'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('R6: of two people of one batch holds each for itself', async () => {
    await make();
    await tell(mercy);
    await tell({ ...mercy, identifiers: [{ type: 'UIN', value: '880013' }], fullName: 'Ahmed Ali' }, 'n-2');
    expect(await holds()).toHaveLength(2);
  });

  it('R6: stops a file that has not left while another of the batch leaves, and nothing for what has left', async () => {
    const { id, lines } = await make();
    const line = lines.find(({ individualId }) => individualId === individual(0))?.instrId;
    await kit.superuser.query("update payments.batch set state = 'TRANSMITTING' where id = $1", [id]);
    await tell(mercy);
    expect(await holds()).toMatchObject([{ reason: 'death-notified', details: { lines: [line] } }]);
    await kit.superuser.query('truncate payments.hold');
    await kit.superuser.query("update payments.line set state = 'SENT' where instr_id = $1", [line]);
    await tell(mercy, 'n-2');
    expect(await holds()).toEqual([]);
  });

  it.each([
    ['somebody who is in no batch', { ...mercy, identifiers: [{ type: 'UIN', value: '1' }] }],
    ['somebody without a number', { ...mercy, identifiers: [] }],
    ['somebody who lives', { ...mercy, deceased: false }],
    ['nobody any more', undefined],
  ])('stops nothing when it is about %s', async (_whom, record) => {
    const batch = await make();
    await tell(record);
    expect(await holds()).toEqual([]);
    expect(await stateOf(batch.id)).not.toBe('EXCEPTION');
  });
});
