import fc from 'fast-check';
import type { PartnerPort, PartnerPost } from '@interlink/contracts/interconnection/partner-port';
import type { VerifierTools } from '@interlink/contracts/verification/verifier';
import { bankAccountVerifier } from '../../src/verification/verifiers/bank-account.js';
import { inClear } from '../support/in-clear';

const cause = {
  actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' },
  subjectId: 's',
} as const;
const right = { requestId: 'r', result: 'MATCH', accountStatus: 'OPEN', reference: 'ref-1' };

/** Asks a bank that answers so, and says what it was asked. */
async function ask(status: number, bytes: Uint8Array, over: object = {}) {
  const posts: PartnerPost[] = [];
  const post = async (sent: PartnerPost) => (posts.push(sent), { status, headers: {}, bytes });
  const check = bankAccountVerifier.open({ partner: { post } as unknown as PartnerPort } as VerifierTools);
  const question = {
    subjectId: 's',
    requestId: 'r',
    provider: 'BANK',
    accountNumber: '01100152872',
    holderName: 'Mercy Omondi',
  };
  return { ...(await check({ ...question, ...over }, { requestId: 'r', cause })), posts };
}
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('IBR-035: the answer of a bank', () => {
  it('verifies by nothing but its own right words to our own question', async () => {
    const members = fc.record(
      {
        requestId: fc.constantFrom<unknown>('r', 'R', 'other', '', 7, null),
        result: fc.constantFrom<unknown>(
          'MATCH',
          'CLOSE_MATCH',
          'NO_MATCH',
          'NOT_POSSIBLE',
          'match',
          'YES',
          true,
          null,
        ),
        accountStatus: fc.constantFrom<unknown>('OPEN', 'UNKNOWN', 'CLOSED', 'BLOCKED', 'open', '', null),
        reference: fc.constantFrom<unknown>('ref', '', 'x'.repeat(101), 7, null),
        holderName: fc.constant('Samuel Kombo'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(members, fc.constantFrom(200, 201, 204, 302, 400, 401, 404, 429, 500), async (body, status) => {
        const { outcome, reasons } = await ask(status, bytesOf(body));
        const isRight =
          status === 200 &&
          body.requestId === 'r' &&
          ['MATCH', 'CLOSE_MATCH'].includes(String(body.result)) &&
          ['OPEN', 'UNKNOWN'].includes(String(body.accountStatus)) &&
          ['ref', ''].includes(body.reference as string);
        expect(outcome === 'verified').toBe(isRight);
        expect(isRight || reasons.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['NUL', Buffer.from(JSON.stringify({ ...right, reference: 'a\u0000' }))],
    ['half a character', Buffer.from(JSON.stringify({ ...right, reference: '\ud83d' }))],
    ['letters of another encoding', Buffer.from(JSON.stringify({ ...right, reference: 'é' }), 'latin1')],
    ['more than an object', bytesOf([right])],
    ['more than one answer', Buffer.concat([bytesOf(right), bytesOf(right)])],
    ['nothing', Buffer.alloc(0)],
  ])('is refused, and kept as it came, when it holds %s', async (_what, bytes) => {
    const answer = await ask(200, bytes);
    expect(answer).toMatchObject({ outcome: 'refused', reasons: ['request-rejected'], proof: { requestId: 'r' } });
    expect(answer.evidence.raw).toBe(bytes);
  });

  it('S13: leaves nothing of the account or its holder in what is readable', async () => {
    for (const [status, body] of [
      [200, { ...right, accountNumber: '01100152872', holderName: 'Mercy Omondi' }],
      [422, { error: 'Mercy Omondi has no account 01100152872' }],
    ] as const) {
      const { evidence: _sealed, posts: _sent, ...readable } = await ask(status, bytesOf(body));
      expect(JSON.stringify(readable)).not.toMatch(inClear('Mercy', 'Omondi', '01100152872'));
    }
  });

  it.each([
    ['a number too short to be one', { accountNumber: '123' }],
    ['a number longer than any (IBAN: 34)', { accountNumber: '1'.repeat(35) }],
    ['no holder', { holderName: '' }],
    ['a story in the place of the holder', { holderName: 'x'.repeat(201) }],
  ])('is not asked for with %s', async (_what, over) => {
    const answer = await ask(200, bytesOf(right), over);
    expect(answer).toMatchObject({ outcome: 'refused', reasons: ['account-not-checkable'], posts: [] });
  });
});
