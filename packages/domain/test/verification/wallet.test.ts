import fc from 'fast-check';
import { compareNames } from '../../src/verification/names.js';
import { judgeWalletName, judgeWalletStatus } from '../../src/verification/wallet.js';

describe('what a mobile money operator says of a wallet', () => {
  it('IBR-035: a wallet that works is judged by its name, every other by its state', () => {
    expect(judgeWalletStatus('available')).toBeUndefined();
    expect(judgeWalletStatus('unavailable')).toEqual({ outcome: 'refused', reasons: ['account-blocked'] });
    expect(judgeWalletStatus('unregistered')).toEqual({ outcome: 'not-found', reasons: ['identifier-unknown'] });
  });

  it.each([
    [{ fullName: 'Mercy Omondi' }, 'verified', []],
    [{ fullName: 'OMONDI, mercy' }, 'verified', []],
    [{ firstName: 'Mercy', lastName: 'Omondi' }, 'verified', []],
    [{ firstName: 'Mercy', middleName: 'Akinyi', lastName: 'Omondi' }, 'verified', ['account-name-close']],
    [{ fullName: 'Mercy Omondy' }, 'verified', ['account-name-close']],
    [{ nativeName: 'Mercy Omondi', fullName: 'M' }, 'verified', []],
    [{ fullName: 'Samuel Kombo' }, 'mismatch', ['account-name-differs']],
    [{ firstName: 'Mercy' }, 'mismatch', ['account-name-differs']],
    [{}, 'refused', ['account-not-checkable']],
    [{ fullName: ' ', firstName: '', nativeName: '  ' }, 'refused', ['account-not-checkable']],
  ])('IBR-035: %j against Mercy Omondi is %s %j', (name, outcome, reasons) => {
    expect(judgeWalletName(name, 'Mercy Omondi')).toEqual({ outcome, reasons });
  });

  it('never verifies a wallet of which no told name is near, and gives a reason for every no', () => {
    const part = fc.option(fc.constantFrom('Mercy', 'Samuel', 'Omondi', 'Kombo', 'Aïcha', '', ' '), { nil: undefined });
    const name = fc.record({ fullName: part, firstName: part, middleName: part, lastName: part, nativeName: part });
    fc.assert(
      fc.property(name, fc.constantFrom('Mercy Omondi', 'Samuel Kombo', 'Aïcha'), (told, asked) => {
        const held = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
        const { outcome, reasons } = judgeWalletName(held, asked);
        const whole = [told.firstName, told.middleName, told.lastName].filter((one) => one !== undefined).join(' ');
        const isNear = [told.fullName, told.nativeName, whole].some(
          (one) => one !== undefined && compareNames(one, asked) !== 'differs',
        );
        expect(outcome === 'verified').toBe(isNear);
        if (outcome !== 'verified') expect(reasons).toHaveLength(1);
      }),
    );
  });
});
