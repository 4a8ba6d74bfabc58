import { newId, openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';

let kit: ExchangeKit;
let partner: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
  await kit.agree('mis');
});
afterAll(() => kit.close());

const search = () => send(kit, partner, 'sync-search', { message: searchOf(searchItem()) });

describe('synchronous searches that come at once', () => {
  it('S4: are answered each, and one message among them that comes five times is answered once', async () => {
    const same = { message: searchOf(searchItem()), header: { message_id: newId() } };
    const repeats = Array.from({ length: 5 }, () => send(kit, partner, 'sync-search', same));
    const others = Array.from({ length: 8 }, () => search());
    const [answers, rest] = await Promise.all([Promise.all(repeats), Promise.all(others)]);
    const isAnswered = ({ body }: Awaited<ReturnType<typeof send>>) => JSON.stringify(body).includes('Okoro');
    expect(rest.map(isAnswered)).toEqual(Array.from({ length: 8 }, () => true));
    expect(answers.filter(isAnswered)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.header?.['status_reason_code'] === 'rjct.message_id.duplicate')).toHaveLength(4); // prettier-ignore
  });

  it('S6: leave a line a person each, under the partner that asked, and their answers for txn/status', async () => {
    const other = await kit.join('mis-too');
    await kit.agree('mis-too');
    const before = (await kit.audits('interconnection.exchange')).length;
    const asked = [partner, other, partner, other, partner];
    const answers = await Promise.all(
      asked.map((by) => send(kit, by, 'sync-search', { message: searchOf(searchItem()) })),
    );
    expect(answers.map(({ status }) => status)).toEqual(asked.map(() => 200));
    const entries = (await kit.audits('interconnection.exchange')).slice(before);
    expect(entries.map(({ header }) => header['actorId']).sort()).toEqual(asked.map(({ id }) => id).sort());
    expect(new Set(entries.map(({ header }) => header['correlationId'])).size).toBe(asked.length);
    const { rows } = await kit.superuser.query(
      `select partner, records from interconnection.agreement_use join interconnection.agreement on id = agreement_id
       where partner = 'mis-too' and records > 0`,
    );
    expect(rows).toEqual([{ partner: 'mis-too', records: '2' }]);
  });

  it('S6: tell nothing, none of them, when the access log cannot be written, and are answered after', async () => {
    await kit.superuser.query('revoke insert on platform.audit_entry from interlink_app');
    const refused = await Promise.all([search(), search(), search()]);
    await kit.superuser.query('grant insert on platform.audit_entry to interlink_app');
    expect(refused.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(JSON.stringify(refused)).not.toMatch(/Okoro/);
    expect((await Promise.all([search(), search()])).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('SR-025: is alone when it asks for more than one person, so that nobody waits for it', async () => {
    const [many, one] = await Promise.all([
      send(kit, partner, 'sync-search', { message: searchOf(searchItem(), searchItem({}, { reference_id: 'r-2' })), items: 2 }), // prettier-ignore
      search(),
    ]);
    expect(many.body.message.search_response).toHaveLength(2);
    expect(one.body.message.search_response).toHaveLength(1);
  });
});
