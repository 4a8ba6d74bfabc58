import fc from 'fast-check';
import type { LookupAddress } from 'node:dns';
import * as dns from 'node:dns';
import { AddressRefused, guardedLookup, isInsideAddress } from '../../src/interconnection/address-guard.js';

jest.mock('node:dns', () => ({ lookup: jest.fn() }));
const lookup = dns.lookup as unknown as jest.Mock;

/** The name server answers so. */
const resolvesTo = (...addresses: readonly string[]) =>
  lookup.mockImplementation((_name: string, _options: object, done: (error: null, found: LookupAddress[]) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
  );
const ask = (options: { readonly all?: boolean } = {}) =>
  new Promise((resolve) => {
    guardedLookup('partner.example', options, (error, address, family) => resolve({ error, address, family }));
  });

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
/** As the registries of RFC 6890 have them, by arithmetic and not by a list of subnets. */
const isSpecial = ([a, b, c]: readonly number[]) =>
  [0, 10, 127].includes(a ?? 0) ||
  (a ?? 0) >= 224 ||
  (a === 100 && (b ?? 0) >= 64 && (b ?? 0) < 128) ||
  (a === 169 && b === 254) ||
  (a === 172 && (b ?? 0) >= 16 && (b ?? 0) < 32) ||
  (a === 192 && ((b === 0 && (c === 0 || c === 2)) || b === 168 || (b === 88 && c === 99))) ||
  (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
  (a === 203 && b === 0 && c === 113);

describe('S16: the guard of addresses', () => {
  it('lets every address of the open internet through, and no other of IPv4', () => {
    const nearEdges = fc.tuple(
      fc.constantFrom(0, 9, 10, 11, 100, 126, 127, 128, 169, 172, 192, 198, 203, 223, 224, 255),
      fc.constantFrom(0, 15, 16, 17, 18, 19, 20, 31, 32, 51, 63, 64, 88, 127, 128, 167, 168, 253, 254, 255),
      fc.constantFrom(0, 1, 2, 3, 98, 99, 100, 101, 112, 113, 114, 255),
      fc.nat(255),
    );
    fc.assert(
      fc.property(fc.oneof(octets, nearEdges), (parts) => {
        expect(isInsideAddress(parts.join('.'))).toBe(isSpecial(parts));
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses every IPv4 address in the clothes of IPv6: one of them leads inside', () => {
    fc.assert(
      fc.property(octets, (parts) => {
        const [high, low] = [0, 2].map((at) => (((parts[at] ?? 0) << 8) | (parts[at + 1] ?? 0)).toString(16));
        for (const prefix of ['::ffff:', '::', '64:ff9b::', '::ffff:0:', '2002:']) {
          const address = prefix === '2002:' ? `2002:${high}:${low}::` : `${prefix}${high}:${low}`;
          expect([address, isInsideAddress(address)]).toEqual([address, true]);
        }
        expect(isInsideAddress(`::ffff:${parts.join('.')}`)).toBe(true);
        expect(isInsideAddress(`[::ffff:${parts.join('.')}]`)).toBe(true);
      }),
    );
  });

  it('refuses what is no address in one way only: shortened, octal, hexadecimal, with blanks', () => {
    const odd = ['127.1', '0177.0.0.1', '0x7f.0.0.1', '2130706433', '8.8.8.8 ', ' 8.8.8.8', '8.8.8', '8.8.8.8.8'];
    for (const text of [...odd, '', '[', ']', '%', '::g', '８.８.８.８', '8.8.8.8\u0000', '1:2:3']) {
      expect([text, isInsideAddress(text)]).toEqual([text, true]);
    }
    fc.assert(fc.property(fc.string(), (text) => expect(typeof isInsideAddress(text)).toBe('boolean')));
  });

  it('hands over the address that it looked at, one or all', async () => {
    resolvesTo('8.8.8.8', '2606:4700:4700::1111');
    expect(await ask()).toEqual({ error: null, address: '8.8.8.8', family: 4 });
    expect(await ask({ all: true })).toEqual({
      error: null,
      address: [
        { address: '8.8.8.8', family: 4 },
        { address: '2606:4700:4700::1111', family: 6 },
      ],
      family: undefined,
    });
  });

  it('looks at all addresses of a name, also when one alone is wanted: the second may be the one inside', async () => {
    resolvesTo('8.8.8.8', '169.254.169.254');
    for (const options of [{}, { all: true }, { all: false }]) {
      expect(await ask(options)).toMatchObject({ error: expect.any(AddressRefused), address: '' });
    }
    expect(lookup.mock.calls.every(([, options]) => (options as { all: boolean }).all)).toBe(true);
  });

  it('refuses a name that has no address, and passes on that a name is not known', async () => {
    resolvesTo();
    expect(await ask()).toMatchObject({ error: expect.any(AddressRefused) });
    const unknown = new Error('ENOTFOUND');
    lookup.mockImplementation((_name: string, _options: object, done: (error: Error) => void) => done(unknown));
    expect(await ask({ all: true })).toMatchObject({ error: unknown, address: '' });
  });

  it('S13: says nothing of the address in its words', () => {
    expect(new AddressRefused().message).not.toMatch(/\d/);
  });
});
