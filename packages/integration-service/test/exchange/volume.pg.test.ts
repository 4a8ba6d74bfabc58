import { bySurname, beneficiary } from './bulk-exchange.js';
import { bulkPartner } from './bulk-kit.js';
import { agreed, openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { ada } from './fake-registry.js';

let kit: ExchangeKit;
beforeAll(async () => {
  kit = await openExchangeKit();
  for (const at of [1, 2]) {
    const personId = `0190a000-0000-7000-8000-00000000010${at}`;
    kit.registry.people.set(personId, ada({ personId, data: { name: { surname: 'Twin' } } }));
  }
});
afterAll(() => kit.close());

const items = (count: number) =>
  Array.from({ length: count }, (_none, at) => searchItem({}, { reference_id: `r-${at}` }));
const ask = (partner: Joined, count = 1) =>
  send(kit, partner, 'sync-search', { message: searchOf(...items(count)), items: count });
const toldIn = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  (body.message.search_response ?? []).filter(({ data }) => data?.reg_records.length === 1).length;
const counted = async (partner: string) => {
  const { rows } = await kit.superuser.query<{ records: number }>(
    `select records::int from interconnection.agreement_use join interconnection.agreement on id = agreement_id
     where partner = $1`,
    [partner],
  );
  return rows.map(({ records }) => records);
};

describe('the volume of the day that an agreement leaves', () => {
  it.each([
    ['searches for one person, which share a transaction', 5, 1, 2, 2],
    ['messages of several items, where what still fits is told', 3, 2, 3, 3],
  ])('F2: is not passed by %s, that come at once', async (_what, messages, each, dailyRecords, told) => {
    const partner = await kit.join(`capped-${messages}`);
    await kit.addAgreement(partner.id, agreed({ dailyRecords }));
    const answers = await Promise.all(Array.from({ length: messages }, () => ask(partner, each)));
    expect(answers.reduce((sum, answer) => sum + toldIn(answer), 0)).toBe(told);
    expect(await counted(partner.id)).toEqual([told]);
    const refused = answers.filter((answer) => toldIn(answer) === 0);
    expect(new Set(refused.map(({ body }) => body.errors?.[0]?.code))).toEqual(new Set(['err.request.forbidden']));
  });

  it('F2: is not used up by a file that is too much for it: that is refused before its first record', async () => {
    const partner = await kit.join('files');
    await kit.addAgreement(partner.id, agreed({ mode: 'file', dailyRecords: 1 }));
    const request = { kind: 'pull', format: 'jsonl' };
    const twins = await bulkPartner(kit, partner).make({ ...request, search: searchItem(bySurname('Twin')) });
    expect(twins.file).toMatchObject({ state: 'refused', refusal: 'rjct.search.too_many_records_found', lines: 0 });
    expect(await counted(partner.id)).toEqual([]);
    const one = await bulkPartner(kit, partner).make({ ...request, search: searchItem() });
    expect(one.file).toMatchObject({ state: 'ready', lines: 1 });
  });

  it('F2: is given back by a file that is refused after some of its pages: nobody gets them', async () => {
    for (let at = 0; at < 501; at += 1) {
      const personId = `0190a000-0000-7000-8000-000000001${100 + at}`;
      kit.registry.people.set(personId, ada({ personId, data: { name: { surname: 'Many' } } }));
    }
    const partner = await kit.join('refused-later');
    await kit.addAgreement(partner.id, agreed({ mode: 'file', dailyRecords: 501 }));
    const agreementIs = (status: string) =>
      kit.superuser.query('update interconnection.agreement set status = $1 where partner = $2', [status, partner.id]);
    const make = () =>
      bulkPartner(kit, partner).make({ kind: 'pull', format: 'jsonl', search: searchItem(bySurname('Many')) });
    // Between its two pages.
    kit.registry.before = async () => {
      await agreementIs('suspended');
      kit.clock.advance(10_000);
    };
    const refused = await make();
    expect(refused.file).toMatchObject({ state: 'refused', lines: 500 });
    expect(await counted(partner.id)).toEqual([0]);
    kit.registry.before = () => undefined;
    await agreementIs('active');
    kit.clock.advance(10_000);
    expect((await make()).file).toMatchObject({ state: 'ready', lines: 501 });
    expect(await counted(partner.id)).toEqual([501]);
  });

  it('F2: holds for what a partner states too: too much of it at once has no effect', async () => {
    const partner = await kit.join('states');
    await kit.addAgreement(partner.id, agreed({ mode: 'event', direction: 'in', dailyRecords: 1 }));
    const state = (...uins: readonly string[]) =>
      send(kit, partner, 'enrollment-updates', {
        header: { status: 'succ', completed_count: uins.length },
        role: 'ibr',
        message: { transaction_id: 't-1', enrolled_updates: { beneficiaries: uins.map(beneficiary) } },
      });
    const both = await state('101', '102');
    expect([both.status, both.body.errors?.[0]?.code]).toEqual([403, 'err.request.forbidden']);
    expect((await kit.audits('exchange.refuse')).at(-1)?.body).toContain('volume-used-up');
    expect(await counted(partner.id)).toEqual([]);
    expect((await state('101')).body.header?.['status']).toBe('succ');
  });
});
