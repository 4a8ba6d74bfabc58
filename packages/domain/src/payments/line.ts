import { canonicalJson } from '../interconnection/canonical-json.js';
import { toHex, type Sha256 } from './hashing.js';
import { merkleRoot } from './merkle.js';

/** Every field from which a line of a file is made (A1.5). What is not here cannot be in the file. */
export interface PaymentLine {
  readonly entitlementId: string;
  readonly attempt: number;
  readonly instrId: string;
  readonly endToEndId: string;
  readonly uetr: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Who keeps the payee's account: the code agreed with our bank, scheme `Othr`. */
  readonly creditorAgent: string;
  /** Account number, scheme BBAN. */
  readonly account: string;
  /** The name that was verified, in the characters of payments (`charset.ts`). */
  readonly payeeName: string;
  /** ISO 20022 purpose code. */
  readonly purpose: string;
  /** `<programme> <period>`. */
  readonly remittance: string;
}

/** What all lines of one message share; it is part of each line's hash. */
export interface PaymentTerms {
  readonly categoryPurpose: string;
  readonly chargeBearer: 'DEBT' | 'SLEV';
  readonly serviceLevel: string;
  /** YYYY-MM-DD, a business day of the bank. */
  readonly executionDate: string;
}

const LEAF = Uint8Array.of(0);

/** Hex of SHA-256(0x00 || JCS(line with its terms)). */
export function lineHash(line: PaymentLine, terms: PaymentTerms, sha256: Sha256): string {
  return toHex(leafOf(line, terms, sha256));
}

/** Hex of the root over the lines in the order of their InstrId, whatever their order here. */
export function linesRoot(lines: readonly PaymentLine[], terms: PaymentTerms, sha256: Sha256): string {
  const leaves = inFileOrder(lines).map((line) => leafOf(line, terms, sha256));
  return toHex(merkleRoot(leaves, sha256));
}

/** The order of lines in a file. */
export function inFileOrder<T extends Pick<PaymentLine, 'instrId'>>(lines: readonly T[]): readonly T[] {
  return [...lines].sort((one, other) => (one.instrId < other.instrId ? -1 : one.instrId > other.instrId ? 1 : 0));
}

function leafOf(line: PaymentLine, terms: PaymentTerms, sha256: Sha256): Uint8Array {
  return sha256(LEAF, leafText(line, terms));
}

/** Canonical JSON of a line with its terms: what a leaf of the root is the hash of. */
export function leafText(line: PaymentLine, terms: PaymentTerms): string {
  // A line of another shape is hashed as it is, whatever it holds.
  if (!isWhole(line, LINE_MEMBERS) || !isWhole(terms, TERMS_MEMBERS))
    return canonicalJson({ ...line, ...terms }, 'as-is');
  // In the order of canonical JSON; tests hold it against the general writer, which is some times slower.
  return (
    `{"account":${jsonOf(line.account)},"amountMinor":${jsonOf(line.amountMinor)},"attempt":${jsonOf(line.attempt)},` +
    `"categoryPurpose":${jsonOf(terms.categoryPurpose)},"chargeBearer":${jsonOf(terms.chargeBearer)},` +
    `"creditorAgent":${jsonOf(line.creditorAgent)},"currency":${jsonOf(line.currency)},` +
    `"endToEndId":${jsonOf(line.endToEndId)},"entitlementId":${jsonOf(line.entitlementId)},` +
    `"executionDate":${jsonOf(terms.executionDate)},"instrId":${jsonOf(line.instrId)},` +
    `"payeeName":${jsonOf(line.payeeName)},"purpose":${jsonOf(line.purpose)},"remittance":${jsonOf(line.remittance)},` +
    `"serviceLevel":${jsonOf(terms.serviceLevel)},"uetr":${jsonOf(line.uetr)}}`
  );
}

/** Whether it has these members, each of them, and no other. */
function isWhole(one: object, members: readonly string[]): boolean {
  const named = one as Readonly<Record<string, unknown>>;
  return Object.keys(one).length === members.length && members.every((name) => named[name] !== undefined);
}

/** Most texts of payments need no escape; JSON.stringify would look for one letter by letter. */
function jsonOf(value: unknown): string {
  return typeof value === 'string' && /^[ -!#-[\]-~]*$/.test(value) ? `"${value}"` : JSON.stringify(value);
}

const LINE_MEMBERS = [
  ...['entitlementId', 'attempt', 'instrId', 'endToEndId', 'uetr', 'amountMinor', 'currency', 'creditorAgent'],
  ...['account', 'payeeName', 'purpose', 'remittance'],
];
const TERMS_MEMBERS = ['categoryPurpose', 'chargeBearer', 'serviceLevel', 'executionDate'];
