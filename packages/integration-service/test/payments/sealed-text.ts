import fc from 'fast-check';
import { lineHash, type PaymentLine } from '@interlink/domain/payments/line';
import { aFile } from '../../../domain/test/payments/builders.js';
import { sha256 } from '../../src/payments/hashes.js';

type Hashes = (text: string) => ReadonlyMap<string, string>;

/** A file read again gives each of its lines the hash that was approved. */
export function expectApprovedHashes(hashes: ReadonlyMap<string, string>, lines: readonly PaymentLine[]): void {
  expect(lines.map((line) => hashes.get(line.instrId))).toEqual(
    lines.map((line) => lineHash(line, aFile().terms, sha256)),
  );
}

/** Whatever letter is put anywhere: the text is refused, or says something else than was approved. */
export function expectSealToBreak(sealed: string, hashesOf: Hashes, letters: RegExp): void {
  const saidBy = (text: string) => [...hashesOf(text).values()].sort().join();
  const approved = saidBy(sealed);
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.stringMatching(letters), (at, letter) => {
      // What only separates lines says nothing.
      fc.pre(sealed[at] !== letter && sealed[at] !== '\n');
      let isSame = false;
      try {
        isSame = saidBy(sealed.slice(0, at) + letter + sealed.slice(at + 1)) === approved;
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'payments.seal-differs' });
      }
      expect(isSame).toBe(false);
    }),
    { numRuns: 500 },
  );
}
