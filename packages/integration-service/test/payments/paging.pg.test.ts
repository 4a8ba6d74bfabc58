import { listStatements, listSuspense } from '../../src/payments/reads/books.js';
import { openTestPlatform } from '../support/platform.js';

const PAYER = { institution: 'MSW', accounts: ['A'] };

type TestPlatform = Awaited<ReturnType<typeof openTestPlatform>>;

describe('what the books list page by page', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(() => test.close());

  /** All pages; at most so many, for a list that does not end. */
  async function pagesOf<Item>(read: (cursor?: string) => Promise<{ items: Item[]; nextCursor?: string }>) {
    const pages: Item[][] = [];
    for (let cursor: string | undefined, isMore = true; isMore && pages.length < 9; isMore = cursor !== undefined) {
      const page = await read(cursor);
      pages.push(page.items);
      cursor = page.nextCursor;
    }
    return pages;
  }

  it('A1.4: shows each booking without a line once, however many one statement brought at one time', async () => {
    await test.superuser.query(
      `with received as (
         insert into payments.received (id, source, kind, sha256, bytes, at)
         select gen_random_uuid(), 'bank', 'camt.053', n::text, 'x', now() - n * interval '1 day' from generate_series(1, 2) n
         returning id, at)
       insert into payments.suspense (received_id, key, why, at)
       select id, 'e:' || n, 'no-line', at from received, generate_series(1, 70) n`,
    );
    const pages = await pagesOf((cursor) => listSuspense(test.platform, PAYER, cursor));
    expect(pages.map((items) => items.length)).toEqual([50, 50, 40]);
    const shown = pages.flat();
    expect(new Set(shown.map(({ receivedId, key }) => `${receivedId} ${key}`)).size).toBe(140);
    expect(shown.map(({ at }) => at)).toEqual(
      shown
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
  });

  it('A1.4: goes on behind a booking that was closed meanwhile', async () => {
    const first = await listSuspense(test.platform, PAYER, undefined);
    const { receivedId, key } = first.items.at(-1) ?? {};
    await test.superuser.query(
      `insert into payments.suspense_resolution (received_id, key, how, at) values ($1, $2, 'closed', now())`,
      [receivedId, key],
    );
    const second = await listSuspense(test.platform, PAYER, first.nextCursor);
    expect(second.items).toHaveLength(50);
    expect(first.items.map((one) => `${one.receivedId} ${one.key}`)).not.toContain(
      `${second.items[0]?.receivedId} ${second.items[0]?.key}`,
    );
  });

  it('S2: shows an institution the bookings of its own account, and nothing of one from which others pay', async () => {
    const { rows } = await test.superuser.query(
      `with received as (
         insert into payments.received (id, source, kind, sha256, bytes, at)
         values (gen_random_uuid(), 'bank', 'camt.053', 's2', 'x', now() + interval '1 day') returning id, at)
       insert into payments.suspense (received_id, key, why, at, account, batch_id)
       select id, key, 'no-line', at, account, batch from received,
         (values ('own', 'A', null), ('of others', 'B', null), ('of a batch of others', 'A', gen_random_uuid()))
           as said (key, account, batch)
       returning received_id as id`,
    );
    const { items } = await listSuspense(test.platform, PAYER, undefined);
    expect(items.filter(({ receivedId }) => receivedId === rows[0].id).map(({ key }) => key)).toEqual(['own']);
    expect(await listSuspense(test.platform, { ...PAYER, accounts: [] }, undefined)).toEqual({ items: [] });
  });

  it('A1.4: shows each statement once, where two accounts have the same numbers', async () => {
    await test.superuser.query(
      `insert into payments.statement
         (account, sequence, statement_id, received_id, opening_minor, closing_minor, currency, at)
       select account, n, n::text, gen_random_uuid(), 0, 0, 'KES', now()
       from unnest(array['A', 'B', 'C']) account, generate_series(1, 34) n`,
    );
    const shown = (await pagesOf((cursor) => listStatements(test.platform, ['A', 'B', 'C'], cursor))).flat();
    expect(shown).toHaveLength(102);
    expect(new Set(shown.map(({ account, sequence }) => `${account} ${sequence}`)).size).toBe(102);
    expect(shown.map(({ sequence }) => sequence)).toEqual(shown.map(({ sequence }) => sequence).sort((a, b) => b - a));
  });
});
