import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson } from '../../src/interconnection/canonical-json.js';
import { refuseLine } from '../../src/payments/check-line.js';
import { leafText, lineHash, linesRoot, type PaymentLine } from '../../src/payments/line.js';
import { merkleRoot } from '../../src/payments/merkle.js';
import { toHex } from '../../src/payments/hashing.js';
import { statementHash, type ApprovedStatement } from '../../src/payments/statement.js';
import { aLine, sha256, terms } from './builders.js';

const h = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest();
};

describe('the hash of a line (A1.5)', () => {
  it('is SHA-256 over 0x00 and the canonical JSON', () => {
    const line = aLine();
    const members = Object.entries({ ...line, ...terms }).sort(([a], [b]) => (a < b ? -1 : 1));
    const expected = h(Buffer.of(0), JSON.stringify(Object.fromEntries(members))).toString('hex');
    expect(lineHash(line, terms, sha256)).toBe(expected);
  });

  it('I7: changes with each of its fields, and with each of the terms', () => {
    const original = lineHash(aLine(), terms, sha256);
    const line = aLine();
    for (const name of Object.keys(line) as (keyof PaymentLine)[]) {
      const changed = typeof line[name] === 'number' ? Number(line[name]) + 1 : `${line[name]}x`;
      expect(lineHash({ ...line, [name]: changed }, terms, sha256)).not.toBe(original);
    }
    expect(lineHash(line, { ...terms, executionDate: '2026-11-27' }, sha256)).not.toBe(original);
    expect(lineHash(line, { ...terms, chargeBearer: 'DEBT' }, sha256)).not.toBe(original);
  });
});

describe('the root of a batch', () => {
  it('has the shape of RFC 6962 for one to five leaves', () => {
    const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((text) => h(text)) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ];
    const node = (l: Buffer, r: Buffer) => h(Buffer.of(1), l, r);
    const root = (...leaves: Buffer[]) => toHex(merkleRoot(leaves, sha256));
    expect(root()).toBe(h('').toString('hex'));
    expect(root(a)).toBe(a.toString('hex'));
    expect(root(a, b, c)).toBe(node(node(a, b), c).toString('hex'));
    expect(root(a, b, c, d, e)).toBe(node(node(node(a, b), node(c, d)), e).toString('hex'));
  });

  it('does not depend on the order in which the lines come', () => {
    const lines = ['1', '2', '3'].map((entitlementId) => aLine({ entitlementId }));
    expect(linesRoot([...lines].reverse(), terms, sha256)).toBe(linesRoot(lines, terms, sha256));
    expect(linesRoot(lines.slice(1), terms, sha256)).not.toBe(linesRoot(lines, terms, sha256));
  });
});

describe('the approved statement', () => {
  it('I7: has another hash when anything in it is another', () => {
    const statement: ApprovedStatement = {
      deployment: 'd', batchId: 'b', root: 'r', count: 1, total: '1.00', currency: 'KES', debtorAccount: 'a',
      debtorAgent: 'g', executionDate: '2026-11-26', format: 'pain.001.001.09', ruleSetVersion: '1',
    }; // prettier-ignore
    const original = statementHash(statement, sha256);
    for (const name of Object.keys(statement)) {
      expect(statementHash({ ...statement, [name]: 'other' }, sha256)).not.toBe(original);
    }
  });
});

describe('a line before it is frozen', () => {
  it.each([
    [{ amountMinor: 0 }, 'amount-not-exact'],
    [{ amountMinor: -5 }, 'amount-not-exact'],
    [{ account: '' }, 'account-missing'],
    [{ account: '//1' }, 'account-missing'],
    [{ payeeName: 'Ü' }, 'name-not-writable'],
    [{ remittance: 'x'.repeat(141) }, 'text-not-writable'],
    [{ creditorAgent: 'a_b' }, 'text-not-writable'],
  ])('is left out when %j, as %s', (over, reason) => {
    expect(refuseLine(aLine(over))).toBe(reason);
  });

  it('is taken when a bank can take it', () => {
    expect(refuseLine(aLine())).toBeUndefined();
  });
});

describe('The text of a leaf', () => {
  it('S11: is canonical JSON, whatever stands in the line', () => {
    const line = fc.record({
      entitlementId: fc.string(),
      attempt: fc.nat(),
      instrId: fc.string(),
      endToEndId: fc.string(),
      uetr: fc.string(),
      amountMinor: fc.maxSafeInteger(),
      currency: fc.string(),
      creditorAgent: fc.string(),
      account: fc.string(),
      payeeName: fc.string({ unit: 'binary' }),
      purpose: fc.string(),
      remittance: fc.string(),
    });
    fc.assert(
      fc.property(line, (one) => {
        expect(leafText(one, terms)).toBe(canonicalJson({ ...one, ...terms }, 'as-is'));
      }),
    );
  });

  it('S11: leaves nothing out that a line holds beyond its members, and invents nothing that it does not', () => {
    const more = { ...aLine(), zone: 'x' };
    expect(leafText(more, terms)).toBe(canonicalJson({ ...more, ...terms }, 'as-is'));
    const { remittance: _left, ...less } = aLine();
    expect(leafText(less as ReturnType<typeof aLine>, terms)).toBe(canonicalJson({ ...less, ...terms }, 'as-is'));
  });
});
