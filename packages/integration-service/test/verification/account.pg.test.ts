import { randomUUID } from 'node:crypto';
import { openVerificationKit, type VerificationKit } from './verification-kit.js';

describe('SR-009, IBR-035: an account with who keeps it', () => {
  let kit: VerificationKit;
  const question = (over: object = {}) => ({
    subjectId: randomUUID(),
    requestId: randomUUID(),
    provider: 'DEMOKENA',
    accountNumber: '01100152872',
    holderName: 'Mercy Omondi',
    actor: kit.actor,
    ...over,
  });
  const check = (over: object = {}) => kit.verification.checkAccount(question(over));

  beforeAll(async () => {
    kit = await openVerificationKit();
  });
  beforeEach(() => {
    Object.assign(kit.bank.script, { result: 'MATCH', accountStatus: 'OPEN', answer: undefined });
  });
  afterAll(() => kit.close());

  it.each([
    ['MATCH', 'OPEN', 'verified', []],
    ['MATCH', 'UNKNOWN', 'verified', []],
    ['CLOSE_MATCH', 'OPEN', 'verified', ['account-name-close']],
    ['NO_MATCH', 'OPEN', 'mismatch', ['account-name-differs']],
    ['NOT_POSSIBLE', 'UNKNOWN', 'refused', ['account-not-checkable']],
    ['MATCH', 'CLOSED', 'refused', ['account-closed']],
    ['NO_MATCH', 'BLOCKED', 'refused', ['account-blocked']],
  ])('that says %s and %s is %s', async (result, accountStatus, outcome, reasons) => {
    Object.assign(kit.bank.script, { result, accountStatus });
    expect((await check()).result).toMatchObject({ kind: 'account', source: 'bank', outcome, reasons });
  });

  it('is asked with number, name and request, and nothing else', async () => {
    const asked = question();
    await kit.verification.checkAccount(asked);
    expect(JSON.parse(kit.bank.received.at(-1)?.body ?? '{}')).toEqual({
      accountNumber: asked.accountNumber,
      accountName: asked.holderName,
      requestId: asked.requestId,
    });
  });

  it('S15: is kept in no readable form', async () => {
    const { result } = await check();
    const { rows } = await kit.superuser.query('select * from verification.result where id = $1', [result.id]);
    const row = rows[0] as { evidence: Buffer };
    expect(row.evidence.length).toBeGreaterThan(0);
    expect(JSON.stringify(row) + row.evidence.toString('latin1')).not.toMatch(/01100152872|Mercy|MATCH/);
  });

  it('is unknown to a bank that answers 404', async () => {
    kit.bank.script.answer = ({ path }) => (path === '/accounts/verify' ? { status: 404 } : undefined);
    expect((await check()).result).toMatchObject({ outcome: 'not-found', reasons: ['identifier-unknown'] });
  });

  it('is not verified by the answer to another request', async () => {
    kit.bank.script.answer = ({ path }) =>
      path === '/accounts/verify'
        ? { body: JSON.stringify({ requestId: 'another', result: 'MATCH', accountStatus: 'OPEN', reference: 'r' }) }
        : undefined;
    expect((await check()).result).toMatchObject({ outcome: 'mismatch', reasons: ['person-differs'] });
  });

  it.each([
    [
      'a result that we do not know',
      { body: '{"requestId":"x","result":"YES","accountStatus":"OPEN","reference":"r"}' },
    ],
    ['a refusal', { status: 422, body: '{}' }],
    ['no JSON', { body: 'sorry' }],
  ])('is not verified by %s', async (_what, reply) => {
    kit.bank.script.answer = ({ path }) => (path === '/accounts/verify' ? reply : undefined);
    expect((await check()).result).toMatchObject({ outcome: 'refused', reasons: ['request-rejected'] });
  });

  it.each([
    [
      'NUL',
      (requestId: string) =>
        JSON.stringify({ requestId, result: 'MATCH', accountStatus: 'OPEN', reference: 'a\u0000' }),
    ],
    [
      'half a character',
      (requestId: string) =>
        `{"requestId":"${requestId}","result":"MATCH","accountStatus":"OPEN","reference":"\\ud83d"}`,
    ],
  ])('S6: is kept as refused, not lost, when the bank’s reference holds %s', async (_what, write) => {
    kit.bank.script.answer = ({ path, body }) =>
      path === '/accounts/verify' ? { body: write((JSON.parse(body) as { requestId: string }).requestId) } : undefined;
    const asked = question();
    const { result } = await kit.verification.checkAccount(asked);
    expect(result).toMatchObject({ outcome: 'refused', reasons: ['request-rejected'] });
    expect(await kit.verification.list(asked.subjectId)).toEqual([result]);
  });

  it.each([
    { accountNumber: '123' },
    { accountNumber: '1'.repeat(35) },
    { holderName: '' },
    { holderName: 'x'.repeat(201) },
  ])('asks no bank about what is no account with a holder: %j', async (over) => {
    const before = kit.bank.received.length;
    expect((await check(over)).result).toMatchObject({ outcome: 'refused', reasons: ['account-not-checkable'] });
    expect(kit.bank.received.length).toBe(before);
  });

  it('is unavailable when the bank is silent or takes our credentials no more', async () => {
    kit.bank.script.answer = ({ path }) => (path === '/accounts/verify' ? 'silent' : undefined);
    expect((await check()).result).toMatchObject({ outcome: 'unavailable', reasons: ['timed-out'] });
    kit.bank.script.answer = ({ path }) => (path === '/accounts/verify' ? { status: 503 } : undefined);
    expect((await check()).result).toMatchObject({ outcome: 'unavailable', reasons: ['unreachable'] });
  });

  it('S1: stays as it was written: the service cannot change a result', async () => {
    const { result } = await check();
    const change = kit.database.pool.query(`update verification.result set outcome = 'verified' where id = $1`, [
      result.id,
    ]);
    await expect(change).rejects.toMatchObject({ code: '42501' });
    await expect(kit.database.pool.query('delete from verification.result')).rejects.toMatchObject({ code: '42501' });
  });
});
