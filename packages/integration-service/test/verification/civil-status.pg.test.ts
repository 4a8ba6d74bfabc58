import { randomUUID } from 'node:crypto';
import { living } from './fake-civil-registry.js';
import { openVerificationKit, type VerificationKit } from './verification-kit.js';

describe('SR-009, SR-011, IBR-035: civil status with the civil registry', () => {
  let kit: VerificationKit;
  const question = (over: object = {}) => ({
    subjectId: randomUUID(),
    requestId: randomUUID(),
    nationalId: '20058312',
    givenName: 'Mercy',
    surname: 'Omondi',
    birthDate: { date: '1946-06-02', precision: 'day' as const },
    actor: kit.actor,
    ...over,
  });
  const check = (over: object = {}) => kit.verification.checkCivilStatus(question(over));

  beforeAll(async () => {
    kit = await openVerificationKit();
  });
  beforeEach(() => {
    Object.assign(kit.civil.script, {
      records: [living()],
      signer: undefined,
      shape: undefined,
      bend: undefined,
      answer: undefined,
    });
  });
  afterAll(() => kit.close());

  it('is verified by one signed record that agrees', async () => {
    const { result, attributes } = await check();
    expect(result).toMatchObject({
      kind: 'civil-status',
      outcome: 'verified',
      reasons: [],
      source: 'civil-registry',
      reused: false,
      evidence: { signature: 'verified', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(attributes).toMatchObject({ fullName: 'Mercy Omondi', deceased: false, sex: 'female' });
  });

  it.each([
    ['a death', living({ death_date: '2025-01-02T00:00:00' }), 'mismatch', ['deceased']],
    ['another name', living({ name: { given_name: 'Njeri', surname: 'Kamau' } }), 'mismatch', ['name-differs']],
    ['a slip in the name', living({ name: { given_name: 'Mercy', surname: 'Omundi' } }), 'verified', ['name-close']],
    ['another birth date', living({ birth_date: '1950-06-02' }), 'mismatch', ['birth-date-differs']],
    ['the year alone', living({ birth_date: '1946' }), 'verified', ['birth-date-partial']],
    [
      'another person',
      living({ identifier: { identifier_type: 'UIN', identifier_value: '999' } }),
      'mismatch',
      ['person-differs'],
    ],
  ])('reads %s from the record', async (_what, record, outcome, reasons) => {
    kit.civil.script.records = [record];
    expect((await check()).result).toMatchObject({ outcome, reasons });
  });

  it('tells nothing about a person who was not asked for', async () => {
    kit.civil.script.records = [living({ identifier: [{ identifier_type: 'UIN', identifier_value: '999' }] })];
    expect((await check()).attributes).toBeUndefined();
  });

  it('is not found, or ambiguous, by the number of records', async () => {
    kit.civil.script.records = [];
    expect((await check()).result).toMatchObject({ outcome: 'not-found', reasons: ['identifier-unknown'] });
    kit.civil.script.records = [living(), living()];
    expect((await check()).result).toMatchObject({ outcome: 'ambiguous', reasons: ['several-records'] });
  });

  it('asks by name and birth date when there is no identifier', async () => {
    await check({ nationalId: undefined, birthDate: { date: '1946-12-31', precision: 'year' } });
    const criteria = kit.civil.searches().at(-1)?.message.search_request[0]?.search_criteria as unknown as {
      query_type: string;
      query: { expression1: { attribute_name: string; operator: string; attribute_value: string } }[];
    };
    expect(criteria.query_type).toBe('predicate');
    expect(
      criteria.query.map(({ expression1: one }) => `${one.attribute_name} ${one.operator} ${one.attribute_value}`),
    ).toEqual(['given_name eq Mercy', 'surname eq Omondi', 'birth_date ge 1946-01-01', 'birth_date le 1946-12-31']);
  });

  it.each([
    ['the reply is signed by another key', () => ({ signer: kit.stranger })],
    ['the reply is not signed', () => ({ bend: (envelope: Record<string, unknown>) => delete envelope['signature'] })],
    [
      'the reply was changed on its way',
      () => ({
        bend: (envelope: { message: { search_response: { data: { reg_records: unknown[] } }[] } }) => {
          const [item] = structuredClone(envelope.message.search_response);
          if (item) item.data.reg_records = [living({ death_date: '2020-01-01' })];
          Object.assign(envelope, { message: { ...envelope.message, search_response: [item] } });
        },
      }),
    ],
  ])('believes nothing when %s', async (_why, turn) => {
    Object.assign(kit.civil.script, turn());
    const { result, attributes } = await check();
    expect(result).toMatchObject({
      outcome: 'refused',
      reasons: ['signature-invalid'],
      evidence: { signature: 'invalid' },
    });
    expect(attributes).toBeUndefined();
  });

  it.each(['transaction_id', 'reference_id', 'sender_id', 'receiver_id'])(
    'believes nothing in a signed reply to another %s',
    async (member) => {
      kit.civil.script.shape = ({ header, message }) => {
        if (member.endsWith('er_id')) header[member] = 'another';
        if (member === 'transaction_id') message[member] = 'another';
        const [item] = message['search_response'] as Record<string, unknown>[];
        if (item && member === 'reference_id') item[member] = 'another';
      };
      const { result, attributes } = await check();
      expect(result).toMatchObject({ outcome: 'mismatch', reasons: ['person-differs'] });
      expect(attributes).toBeUndefined();
    },
  );

  it('sends the same message, byte for byte, after a lost answer, and asks nobody twice for the same', async () => {
    const asked = question();
    kit.civil.script.answer = ({ path }) => (path === '/registry/sync/search' ? 'lost' : undefined);
    expect((await kit.verification.checkCivilStatus(asked)).result).toMatchObject({
      outcome: 'unavailable',
      reasons: ['unreachable'],
    });
    kit.civil.script.answer = undefined;
    kit.clock.advance(20_000);
    expect((await kit.verification.checkCivilStatus(asked)).result.outcome).toBe('verified');
    const [first, second] = kit.civil.at('/registry/sync/search').slice(-2);
    expect(second?.body).toBe(first?.body);
  });

  it('sends a new message when the first is too old for the partner', async () => {
    const asked = question();
    kit.civil.script.answer = ({ path }) => (path === '/registry/sync/search' ? 'lost' : undefined);
    await kit.verification.checkCivilStatus(asked);
    kit.civil.script.answer = undefined;
    kit.clock.advance(240_000);
    expect((await kit.verification.checkCivilStatus(asked)).result.outcome).toBe('verified');
    const [first, second] = kit.civil.searches().slice(-2);
    expect(second?.header.message_id).not.toBe(first?.header.message_id);
  });

  it.each([
    ['timed-out', 'silent'],
    ['unreachable', { status: 500 }],
    ['unreachable', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
    ['unreachable', { body: Buffer.alloc(1_048_577, ' ') }],
  ] as const)('is unavailable, %s, when the registry answers %j', async (reason, reply) => {
    kit.civil.script.answer = ({ path }) => (path === '/registry/sync/search' ? reply : undefined);
    expect((await check()).result).toMatchObject({ outcome: 'unavailable', reasons: [reason] });
  });

  it.each([
    ['no JSON', 'sorry', 'refused', 'request-rejected'],
    ['another shape', '{"header":{}}', 'refused', 'request-rejected'],
    ['an ERR', '{"message":{"ack_status":"ERR","error":{"code":"err.request.bad"}}}', 'refused', 'request-rejected'],
    ['errors', '{"errors":[{"code":"err.request.forbidden"}]}', 'refused', 'request-rejected'],
  ])('is refused when the registry answers with %s', async (_what, body, outcome, reason) => {
    kit.civil.script.answer = ({ path }) => (path === '/registry/sync/search' ? { body } : undefined);
    expect((await check()).result).toMatchObject({ outcome, reasons: [reason] });
  });

  it('uses a verified answer again while it is valid, and says so', async () => {
    const asked = question();
    const first = await kit.verification.checkCivilStatus(asked);
    const before = kit.civil.received.length;
    const again = await kit.verification.checkCivilStatus({ ...asked, requestId: randomUUID() });
    expect(again.result).toEqual({ ...first.result, reused: true });
    expect(again.attributes).toEqual(JSON.parse(JSON.stringify(first.attributes)));
    expect(kit.civil.received.length).toBe(before);
    kit.clock.advance(24 * 3_600_000);
    expect((await kit.verification.checkCivilStatus(asked)).result.reused).toBe(false);
  });

  it.each([{ givenName: 'Mary' }, { nationalId: '20058313' }, { subjectId: 'another' }])(
    'asks again when the question differs by %j',
    async (over) => {
      const asked = question();
      await kit.verification.checkCivilStatus(asked);
      expect((await kit.verification.checkCivilStatus({ ...asked, ...over })).result.reused).toBe(false);
    },
  );

  it('repeats a "no" to the same request, and asks again for a new one', async () => {
    kit.civil.script.records = [living({ death_date: '2025' })];
    const asked = question();
    await kit.verification.checkCivilStatus(asked);
    kit.civil.script.records = [living()];
    expect((await kit.verification.checkCivilStatus(asked)).result).toMatchObject({
      reused: true,
      outcome: 'mismatch',
    });
    const fresh = await kit.verification.checkCivilStatus({ ...asked, requestId: randomUUID() });
    expect(fresh.result).toMatchObject({ reused: false, outcome: 'verified' });
  });

  it('S15: gives no attributes any more once the person is erased', async () => {
    const asked = question();
    await kit.verification.checkCivilStatus(asked);
    await kit.platform.inTransaction(kit.actor, (tx) =>
      kit.platform.vault.eraseSubject(tx, asked.subjectId, 'verification'),
    );
    const again = await kit.verification.checkCivilStatus(asked);
    expect(again).toMatchObject({ result: { reused: true, outcome: 'verified' }, attributes: undefined });
  });
});
