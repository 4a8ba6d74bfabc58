import fc from 'fast-check';
import {
  approvalChallenge,
  judgementChallenge,
  type ApprovalChallenge,
} from '../../src/payments/approval-challenge.js';
import { toHex } from '../../src/payments/hashing.js';
import { sha256 } from './builders.js';

const parts: ApprovalChallenge = {
  statement: '{"batchId":"b"}',
  approverId: 'ana',
  nonce: '00ff',
  expiry: '2026-11-27T08:00:00.000Z',
};
const hex = (over: Partial<ApprovalChallenge> = {}) => toHex(approvalChallenge({ ...parts, ...over }, sha256));

describe('the challenge of an approval', () => {
  it('S11: is SHA-256 over the purpose, the statement, the approver, the nonce and the expiry', () => {
    const text = 'interlink-approval-v1\n{"batchId":"b"}\nana\n00ff\n2026-11-27T08:00:00.000Z';
    expect(hex()).toBe(toHex(sha256(text)));
  });

  it('S11: differs when any part differs, and no part can flow into the next', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
    const some = fc.record({ statement: word, approverId: word, nonce: word, expiry: word });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const isSame = JSON.stringify(Object.values(one)) === JSON.stringify(Object.values(other));
        expect(hex(one) === hex(other)).toBe(isSame);
      }),
    );
  });

  it('S11: is refused for a part with a line break', () => {
    expect(() => hex({ statement: 'a\nb' })).toThrow(RangeError);
  });
});

describe('the challenge of a judgement over a credential', () => {
  it('S11: is another for each judgement, and never that of an approval', () => {
    const of = (judgement: 'endorsed' | 'objected' | 'revoked') =>
      toHex(judgementChallenge({ credentialId: 'c', judgement, approverId: 'ana', nonce: '00', expiry: 'e' }, sha256));
    const all = [of('endorsed'), of('objected'), of('revoked'), hex({ statement: 'c', nonce: '00', expiry: 'e' })];
    expect(new Set(all).size).toBe(4);
  });
});
