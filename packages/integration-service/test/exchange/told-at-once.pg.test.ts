import { randomUUID } from 'node:crypto';
import { partnerDestination } from '../../src/exchange/callbacks/deliver.js';
import { partnerStream } from '../../src/exchange/subscriptions/notices.js';
import { countStatements } from '../support/statements-kit.js';
import { openExchangeKit, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { PERSON_ID } from './fake-registry.js';

const NAMES = ['clinic', 'mis', 'school'] as const;

let kit: ExchangeKit;
let partners: readonly Joined[];
const codes = new Map<string, string>();
beforeAll(async () => {
  kit = await openExchangeKit();
  partners = await Promise.all(NAMES.map((name) => kit.join(name)));
  for (const partner of partners) {
    await kit.agree(partner.id, { dailyRecords: partner.id === 'mis' ? 3 : 30 });
    codes.set(partner.id, await subscribe(partner));
  }
});
beforeEach(() => partners.forEach(({ listener }) => listener.got.splice(0)));
afterAll(() => kit.close());

async function subscribe(partner: Joined): Promise<string> {
  const filter = { filter_type: 'idtype-value', filter: { type: 'UIN', value: '880012' } };
  const subscribe_criteria = { reg_event_type: 'UPDATE', notify_record_type: 'Member', ...filter };
  const item = { reference_id: 'r-1', timestamp: '2026-11-24T08:00:00Z', subscribe_criteria };
  await send(kit, partner, 'subscribe', { message: { transaction_id: 't-2', subscribe_request: [item] } });
  await kit.work();
  const { rows } = await kit.superuser.query('select code from exchange.subscription where partner = $1', [partner.id]);
  return rows[0].code as string;
}

/** What is due to a partner, delivered in the same moment as what is due to others. */
function deliver(partner: string, people: readonly string[] = [PERSON_ID]) {
  const body = { code: codes.get(partner), people };
  const ids = { id: randomUUID(), correlationId: randomUUID(), onBehalfOf: 'sam' };
  const message = { stream: partnerStream(partner), seq: 1, kind: 'exchange.notice', personal: undefined };
  return partnerDestination(kit.server.context, partner).deliver({ ...message, ...ids, body });
}
const transactions = async () => {
  const { rows } = await kit.superuser.query(
    `select xmin::text from interconnection.exchange_log where operation = 'sr-notify' order by id desc limit 3`,
  );
  return new Set(rows.map(({ xmin }) => xmin as string)).size;
};
const told = () => partners.map(({ listener }) => listener.got.length);
const used = async (partner: string) =>
  (
    await kit.superuser.query(
      `select records::int from interconnection.agreement_use join interconnection.agreement on id = agreement_id
       where partner = $1`,
      [partner],
    )
  ).rows;

describe('notices to several partners that are due at once', () => {
  it('SR-029: share their questions and their transaction, and are each its own in message, log and volume', async () => {
    await Promise.all(NAMES.map((name) => deliver(name)));
    partners.forEach(({ listener }) => listener.got.splice(0));
    const { statements } = await countStatements(() => Promise.all(NAMES.map((name) => deliver(name))));
    expect(partners.map(({ listener }) => listener.got.map(({ body }) => body.header['meta']))).toEqual(
      NAMES.map((name) => [{ subscription_code: codes.get(name) }]),
    );
    const asking = (table: string) => statements.filter((text) => text.includes(`from ${table}`)).length;
    expect(['interconnection.partner', 'exchange.subscription', 'interconnection.agreement_use'].map(asking)).toEqual([
      1, 1, 1,
    ]);
    expect(await transactions()).toBe(1);
    const entries = (await kit.audits('interconnection.exchange')).filter(({ body }) => body.includes('sr-notify'));
    expect(entries.slice(-3).map(({ header }) => header['actorId']).sort()).toEqual(NAMES); // prettier-ignore
    expect(await used('mis')).toEqual([{ records: 2 }]);
  });

  it('SR-029: wait for none that is of more people than one', async () => {
    const gone = '0190a000-0000-7000-8000-00000000dead';
    await Promise.all([deliver('clinic', [PERSON_ID, gone]), deliver('school'), deliver('clinic')]);
    expect([told(), await transactions()]).toEqual([[2, 0, 1], 2]);
  });

  it('F2: that are together too much for the day are told as far as it reaches', async () => {
    await Promise.all([deliver('mis'), deliver('mis'), deliver('clinic')]);
    expect(told()).toEqual([1, 1, 0]);
    expect(await used('mis')).toEqual([{ records: 3 }]);
  });

  it('S2: leave out the partner that was suspended a moment ago, and no other', async () => {
    await kit.superuser.query(`update interconnection.partner set status = 'suspended' where id = 'clinic'`);
    const outcomes = await Promise.all([deliver('clinic'), deliver('school')]);
    expect(outcomes).toEqual([{ outcome: 'unreachable' }, { outcome: 'delivered' }]);
    expect(told()).toEqual([0, 0, 1]);
  });

  it('S6: are told to nobody while the access log cannot be written', async () => {
    await kit.superuser.query('revoke insert on platform.audit_entry from interlink_app');
    const outcomes = await Promise.allSettled([deliver('mis'), deliver('school')]);
    await kit.superuser.query('grant insert on platform.audit_entry to interlink_app');
    expect([outcomes.map(({ status }) => status), told()]).toEqual([
      ['rejected', 'rejected'],
      [0, 0, 0],
    ]);
  });
});
