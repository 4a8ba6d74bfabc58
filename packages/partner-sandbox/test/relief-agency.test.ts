import { compactVerify, importJWK } from 'jose';
import { reliefMember } from './support/country';
import { sign, type Envelope } from './support/dci';
import { fetchToken, getJson, postJson, switchOn, type Answer } from './support/http';
import { PushListener, type Pushed, type Told } from './support/push-listener';
import { startTestSandbox, toPublic, type TestSandbox } from './support/sandbox';

interface Item {
  readonly status: string;
  readonly status_reason_code?: string;
  readonly enrolled_status?: string;
  readonly data?: { readonly reg_records: readonly Told[] };
}
let listener: PushListener;
let sandbox: TestSandbox;
let token: string;
const at = (path: string) => `${sandbox.url['relief-agency']}${path}`;

beforeAll(async () => {
  listener = await new PushListener().open();
  sandbox = await startTestSandbox(listener.url);
  listener.signingKey = sandbox.keys.signing;
  token = await fetchToken(at('/oauth2/client/token'));
});
afterAll(async () => {
  await sandbox.close();
  await listener.close();
});

function question(message: object, header: object = {}): Envelope {
  const now = new Date(sandbox.now()).toISOString();
  return {
    header: {
      ...{ version: '1.0.0', message_id: crypto.randomUUID(), message_ts: now, action: 'search' },
      ...{ sender_id: 'interlink', receiver_id: 'relief-agency', total_count: 1, is_msg_encrypted: false, meta: {} },
      ...header,
    },
    message: { transaction_id: 't-1', ...message } as Envelope['message'],
  };
}
const searchOf = (value: string, criteria: object = {}, header: object = {}) =>
  question(
    {
      search_request: [
        {
          ...{ reference_id: 'r-1', timestamp: new Date(sandbox.now()).toISOString() },
          search_criteria: { query_type: 'idtype-value', query: { type: 'NID', value }, ...criteria },
        },
      ],
    },
    header,
  );
const post = async (path: string, envelope: Envelope, key = sandbox.keys.signing) =>
  postJson(at(path), await sign(envelope, key), token);
const search = (...args: Parameters<typeof searchOf>) => post('/registry/sync/search', searchOf(...args));
const itemOf = ({ body }: Answer) =>
  Object.values(body['message'] as object).find((one): one is Item[] => Array.isArray(one))?.[0];
const errorOf = ({ body }: Answer) => (body['errors'] as { code: string }[] | undefined)?.[0]?.code;
const recordsOf = (answer: Answer) => itemOf(answer)?.data?.reg_records ?? [];
const headerCodeOf = ({ body }: Answer) => (body['header'] as { status_reason_code?: string }).status_reason_code;

describe('The second management system answers', () => {
  it('IBR-035: whom it serves, with what it gave, signed with its own key', async () => {
    const answer = await search('1001');
    expect(recordsOf(answer)).toMatchObject([
      {
        assistance_unit: '1',
        enrollment_status: '1',
        enrollment_date: '2025-03-01T00:00:00Z',
        programme_identifier: [{ programme_identifier: 'RELIEF', programme_name: 'Food relief' }],
        benefits: [{ benefit_type: '1', benefit_value: { amount: '1500.00', currency: 'KES' } }],
      },
    ]);
    const { signature, header, message } = answer.body as unknown as Required<Envelope>;
    const key = await importJWK(toPublic(sandbox.keys.relief), 'EdDSA');
    const { payload } = await compactVerify(signature, key);
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ header, message });
  });

  it('nobody, for a number that it does not know', async () => {
    const answer = await search('9999');
    expect([itemOf(answer)?.status, recordsOf(answer)]).toEqual(['succ', []]);
  });

  it.each([
    ['1001', 'yes'],
    ['1002', 'yes'],
    ['1003', 'no'],
    ['9999', 'no'],
  ])(
    'IBR-036: whether %s is enrolled: %s, a suspended one still is and one who left is not',
    async (value, enrolled) => {
      const asked = question({ enrolled_criteria: { query_type: 'idtype-value', query: { type: 'NID', value } } });
      expect(itemOf(await post('/registry/sync/enrolled', asked))?.enrolled_status).toBe(enrolled);
    },
  );

  it.each([
    ['a kind of number that it does not keep', { query: { type: 'BRN', value: '1' } }, 'rjct.filter.invalid'],
    ['a record that it does not keep', { reg_record_type: 'Farmer' }, 'rjct.search_criteria.invalid'],
    ['a registry that it is not', { reg_type: 'ns:org:RegistryType:Civil' }, 'rjct.search_criteria.invalid'],
    ['an order, which it has none of', { sort: [{ attribute_name: 'surname' }] }, 'rjct.sort.invalid'],
  ])('with a refusal to %s', async (_what, criteria, code) => {
    expect(itemOf(await search('1001', criteria))).toMatchObject({ status: 'rjct', status_reason_code: code });
  });

  it('in pages: nobody is on a second one who was on the first', async () => {
    const paged = async (page_number: number) =>
      itemOf(await search('1001', { pagination: { page_size: 1, page_number } })) as Item & { pagination?: object };
    const [first, second] = [await paged(1), await paged(2)];
    expect([first.data?.reg_records.length, second.data?.reg_records.length]).toEqual([1, 0]);
    expect(second.pagination).toEqual({ page_size: 1, page_number: 2, total_count: 1 });
  });

  it('the first of two questions of one reference, and refuses the second', async () => {
    const asked = searchOf('1001', {}, { total_count: 2 });
    asked.message.search_request.push({ ...asked.message.search_request[0] });
    const { body } = await post('/registry/sync/search', asked);
    expect((body['message'] as { search_response: Item[] }).search_response).toMatchObject([
      { status: 'succ' },
      { status: 'rjct', status_reason_code: 'rjct.reference_id.duplicate' },
    ]);
  });

  it.each([
    ['a form that is not the published one', { query_type: 'graphql' }, {}, 'err.request.bad'],
    ['somebody else’s name', {}, { sender_id: 'somebody' }, 'err.sender_id.invalid'],
    ['a message for somebody else', {}, { receiver_id: 'bank' }, 'err.receiver_id.invalid'],
    ['an encrypted message', {}, { is_msg_encrypted: true }, 'err.encryption.invalid'],
  ])('S4: nothing to %s', async (_what, criteria, header, code) => {
    expect(errorOf(await search('1001', criteria, header))).toBe(code);
  });

  it('S4: nothing without a token, without a signature, or under a key that it does not know', async () => {
    expect((await postJson(at('/registry/sync/search'), searchOf('1001'))).status).toBe(401);
    expect(errorOf(await postJson(at('/registry/sync/search'), searchOf('1001'), token))).toBe('err.signature.missing');
    expect(errorOf(await post('/registry/sync/search', searchOf('1001'), sandbox.keys.relief))).toBe(
      'err.signature.invalid',
    );
  });

  it.each([
    ['another version', { version: '9.0.0' }, 'rjct.version.invalid'],
    ['an old message', { message_ts: '2020-01-01T00:00:00Z' }, 'rjct.message_ts.invalid'],
    ['a count that is wrong', { total_count: 4 }, 'rjct.total_count.invalid'],
  ])('with a rejection of the whole to %s', async (_what, header, code) => {
    expect(headerCodeOf(await search('1001', {}, header))).toBe(code);
  });

  it('S4: the same bytes with the same answer, and other bytes under one id not at all', async () => {
    const asked = searchOf('1001');
    const first = await post('/registry/sync/search', asked);
    expect((await post('/registry/sync/search', asked)).body).toEqual(first.body);
    const other = { ...asked, message: searchOf('1002').message };
    expect(errorOf(await post('/registry/sync/search', other))).toBe('err.request.bad');
  });

  it.each([
    ['wrong-person', ([one]: readonly Told[]) => one?.member.member_identifier[0]?.identifier_value !== '1001'],
    ['lies', ([one]: readonly Told[]) => one?.enrollment_status === '2'],
    ['repeats', (all: readonly Told[]) => all.length === 2],
    ['shrinks', (all: readonly Told[]) => all.length === 0],
    ['reorders', (all: readonly Told[]) => all.length === 1],
  ])('falsely when it is told to: %s, and rightly when it is asked again', async (kind, isSo) => {
    await switchOn(sandbox.url.hub, { partner: 'relief-agency', operation: 'search', kind });
    expect(isSo(recordsOf(await search('1001')))).toBe(true);
    expect(recordsOf(await search('1001'))[0]?.enrollment_status).toBe('1');
  });
});

describe('The second management system pushes by itself', () => {
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    while (!(await isSo())) await new Promise((done) => setTimeout(done, 50));
  };
  const pushed = async () =>
    (await getJson(at('/desk/pushed'))).body as unknown as {
      pushed: { memberId: string; status: string; code: string | null }[];
      trouble: string | null;
    };
  const numbers = (push: Pushed | undefined) =>
    push?.message.enrolled_updates?.beneficiaries.map(({ member }) => member.member_identifier[0]?.identifier_value);
  const write = (memberId: string, nationalId: string, over = {}) =>
    postJson(at('/desk/members'), reliefMember(memberId, nationalId, over));

  it('nothing before Interlink gave it credentials', async () => {
    await new Promise((done) => setTimeout(done, 200));
    expect(listener.pushes).toEqual([]);
    const bad = await fetch(at('/desk/credentials'), { method: 'POST', body: new URLSearchParams({ client_id: 'x' }) });
    expect(bad.status).toBe(400);
  });

  it('IBR-035: all whom it serves, once, signed and in its own name', async () => {
    const body = new URLSearchParams({ client_id: 'relief-agency', client_secret: 'word' });
    await fetch(at('/desk/credentials'), { method: 'POST', body });
    await until(() => listener.pushes.length > 0);
    expect(numbers(listener.pushes[0])).toEqual(['1001', '1002', '1003']);
    expect(listener.pushes[0]?.header).toMatchObject({
      sender_id: 'https://relief-agency.sandbox.example/dci',
      action: 'notify',
    });
    await new Promise((done) => setTimeout(done, 300));
    expect(listener.pushes).toHaveLength(1);
  });

  it('only what a clerk wrote since, and again only when it changed', async () => {
    const before = listener.pushes.length;
    await write('R-00004', '1004');
    await until(() => listener.pushes.length === before + 1);
    expect(numbers(listener.pushes.at(-1))).toEqual(['1004']);
    await write('R-00004', '1004', { status: 'suspended' });
    await until(() => listener.pushes.length === before + 2);
    expect(listener.pushes.at(-1)?.message.enrolled_updates?.beneficiaries[0]?.enrollment_status).toBe('4');
  });

  it('what Interlink could not take when it was away, once it is back', async () => {
    listener.mode = 'away';
    await write('R-00005', '1005');
    await until(async () => (await pushed()).trouble !== null);
    const before = listener.pushes.length;
    listener.mode = 'take';
    await until(() => listener.pushes.length > before);
    expect(numbers(listener.pushes.at(-1))).toEqual(['1005']);
    // It came before its answer was written down.
    await until(async () => (await pushed()).trouble === null);
  });

  it('what was refused no more, until a clerk mended it', async () => {
    listener.mode = 'refuse';
    await write('R-00006', '1006');
    await until(async () => (await pushed()).pushed.some(({ code }) => code === 'rjct.person_id.invalid'));
    listener.mode = 'take';
    const before = listener.pushes.length;
    await new Promise((done) => setTimeout(done, 200));
    expect(listener.pushes).toHaveLength(before);
    await write('R-00006', '1006', { givenName: 'Mended' });
    await until(() => listener.pushes.length > before);
    await until(async () => (await pushed()).pushed.at(-1)?.status === 'succ');
    expect((await pushed()).pushed.at(-1)).toMatchObject({ memberId: 'R-00006', status: 'succ' });
  });

  it('what it told falsely anew and rightly', async () => {
    await switchOn(sandbox.url.hub, { partner: 'relief-agency', operation: 'push', kind: 'lies' });
    await write('R-00007', '1007');
    const statuses = () =>
      listener.pushes
        .filter((push) => numbers(push)?.includes('1007'))
        .map((push) => push.message.enrolled_updates?.beneficiaries[0]?.enrollment_status);
    await until(() => statuses().length >= 2);
    expect(statuses()).toEqual(['2', '1']);
  });

  it('nothing twice after it was restarted', async () => {
    // Only what it knows to have been taken it does not tell again.
    await until(async () => (await pushed()).pushed.some(({ memberId }) => memberId === 'R-00007'));
    const before = listener.pushes.length;
    await sandbox.restart();
    await new Promise((done) => setTimeout(done, 300));
    expect(listener.pushes).toHaveLength(before);
    expect((await pushed()).pushed.length).toBeGreaterThan(5);
  });

  it('is not closed before a push that is under way was answered and written down', async () => {
    listener.answersAfterMs = 300;
    const before = listener.pushes.length;
    await write('R-00008', '1008');
    await until(() => listener.pushes.length > before);
    await sandbox.restart();
    listener.answersAfterMs = 0;
    expect((await pushed()).pushed.at(-1)).toMatchObject({ memberId: 'R-00008', status: 'succ' });
  });

  it('takes from its clerks only what is a member', async () => {
    const refused = await postJson(at('/desk/members'), { memberId: 'R-1', status: 'dead' });
    expect([refused.status, refused.body['error']]).toEqual([400, expect.stringContaining('nationalId')]);
  });
});
