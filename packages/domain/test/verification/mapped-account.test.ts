import type { MapperResolveFinding } from '@interlink/contracts/exchange/mapper-port';
import fc from 'fast-check';
import { judgeMappedAccount } from '../../src/verification/mapped-account.js';

const ours = 'account:01100152872@DEMOKENA';

describe('what a mapper says of the account of a person', () => {
  it.each<[MapperResolveFinding, string, string[]]>([
    [{ kind: 'resolved', active: true, fa: ours }, 'verified', []],
    [{ kind: 'resolved', active: true, fa: 'iban:01100152872@demokena' }, 'verified', []],
    [{ kind: 'resolved', active: false, fa: ours }, 'refused', ['account-closed']],
    [{ kind: 'resolved', active: true, fa: 'account:999@DEMOKENA' }, 'mismatch', ['account-not-linked']],
    [{ kind: 'resolved', active: false, fa: 'account:999@DEMOKENA' }, 'mismatch', ['account-not-linked']],
    [{ kind: 'resolved', active: true }, 'refused', ['account-not-checkable']],
    [{ kind: 'not-linked' }, 'mismatch', ['account-not-linked']],
    [{ kind: 'unknown', what: 'id' }, 'not-found', ['identifier-unknown']],
    [{ kind: 'unknown', what: 'fa' }, 'mismatch', ['account-not-linked']],
    [{ kind: 'rejected', code: 'rjct.id.invalid' }, 'refused', ['request-rejected']],
    [{ kind: 'unavailable', why: 'timed-out' }, 'unavailable', ['timed-out']],
    [{ kind: 'unavailable', why: 'unreachable' }, 'unavailable', ['unreachable']],
    [{ kind: 'refused', why: 'signature' }, 'refused', ['signature-invalid']],
    [{ kind: 'refused', why: 'foreign' }, 'mismatch', ['person-differs']],
    [{ kind: 'refused', why: 'malformed' }, 'refused', ['request-rejected']],
  ])('IBR-035: %j is read as %s %j', (finding, outcome, reasons) => {
    expect(judgeMappedAccount(ours, finding)).toEqual({ outcome, reasons });
  });

  it('never verifies another account, and gives a reason for every no', () => {
    const finding = fc.record(
      { kind: fc.constant('resolved' as const), active: fc.boolean(), fa: fc.constantFrom(ours, 'a:1@b', 'a:2@b', '') },
      { requiredKeys: ['kind', 'active'] },
    );
    fc.assert(
      fc.property(finding, (found) => {
        const { outcome, reasons } = judgeMappedAccount(ours, found);
        if (outcome === 'verified') expect(found).toMatchObject({ active: true, fa: ours });
        else expect(reasons.length).toBeGreaterThan(0);
      }),
    );
  });
});
