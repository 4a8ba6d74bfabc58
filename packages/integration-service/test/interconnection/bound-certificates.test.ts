import fc from 'fast-check';
import { isBound, isSameCertificate, mayComeWith } from '../../src/interconnection/inbound/bound-certificates.js';
import type { PartnerRecord } from '../../src/interconnection/store/partner-records.js';

type Bound = Parameters<typeof mayComeWith>[0];
type Certificate = PartnerRecord['certificates'][number];
const PRINTS = ['aa', 'bb', 'cc'].map((pair) => pair.repeat(32));
const [OLD = '', NEW = '', OTHER = ''] = PRINTS;

const certificate = (sha256: string, confirmed = true, revoked = false) =>
  ({ sha256, confirmedAt: confirmed ? new Date(0) : null, revokedAt: revoked ? new Date(1) : null }) as Certificate;
const partner = (registered: string | undefined, ...certificates: readonly Certificate[]) =>
  ({ registration: { certificateSha256: registered }, certificates }) as unknown as Bound;
const comers = (bound: Bound) => [undefined, ...PRINTS].filter((print) => mayComeWith(bound, print));

describe('S16: the client certificates that a partner may come with', () => {
  it.each<[string, Bound, readonly (string | undefined)[]]>([
    ['any or none, where none was ever registered', partner(undefined), [undefined, ...PRINTS]],
    ['the one of the registration', partner(OLD), [OLD]],
    ['still that one while another only waits for a second person', partner(OLD, certificate(NEW, false)), [OLD]],
    ['any or none while its first one only waits', partner(undefined, certificate(NEW, false)), [undefined, ...PRINTS]],
    ['the confirmed one, and no longer that of the registration', partner(OLD, certificate(NEW)), [NEW]],
    [
      'each confirmed one, so that a renewal overlaps',
      partner(OLD, certificate(NEW), certificate(OTHER)),
      [NEW, OTHER],
    ],
    ['not a revoked one', partner(OLD, certificate(NEW, true, true), certificate(OTHER)), [OTHER]],
    ['none at all when the last one was revoked', partner(OLD, certificate(NEW, true, true)), []],
    ['not one that was revoked before anybody confirmed it', partner(OLD, certificate(NEW, false, true)), [OLD]],
  ])('are %s', (_what, bound, expected) => {
    expect(comers(bound)).toEqual(expected);
  });

  it('bind its tokens as soon as it must come with one, also when there is none left', () => {
    expect([partner(undefined), partner(undefined, certificate(NEW, false))].map(isBound)).toEqual([false, false]);
    const bound = [
      partner(OLD),
      partner(undefined, certificate(NEW)),
      partner(undefined, certificate(NEW, true, true)),
    ];
    expect(bound.map(isBound)).toEqual([true, true, true]);
  });

  it('are compared as a whole: neither a part nor something longer is the same', () => {
    const hex = fc.stringMatching(/^[0-9a-f]{0,70}$/);
    fc.assert(fc.property(hex, hex, (a, b) => expect(isSameCertificate(a, b)).toBe(a === b)));
    expect([isSameCertificate(OLD, undefined), isSameCertificate(OLD, OLD.slice(1))]).toEqual([false, false]);
  });
});
