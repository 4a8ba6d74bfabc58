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

/** In the order of canonical JSON; tests hold it against the general writer, which is some times slower. */
const MEMBERS = [
  ...['account', 'amountMinor', 'attempt', 'categoryPurpose', 'chargeBearer', 'creditorAgent', 'currency'],
  ...['endToEndId', 'entitlementId', 'executionDate', 'instrId', 'payeeName', 'purpose', 'remittance'],
  ...['serviceLevel', 'uetr'],
] as readonly (keyof PaymentLine | keyof PaymentTerms)[];

/** Canonical JSON of a line with its terms: what a leaf of the root is the hash of. */
export function leafText(line: PaymentLine, terms: PaymentTerms): string {
  const whole: Readonly<Record<string, unknown>> = { ...line, ...terms };
  let text = '';
  for (const name of MEMBERS) {
    const value = whole[name];
    // A line of another shape is hashed as it is, whatever it holds.
    if (value === undefined) return canonicalJson(whole, 'as-is');
    text += `${text === '' ? '{' : ','}"${name}":${JSON.stringify(value)}`;
  }
  for (const name in whole) if (!isMember.has(name)) return canonicalJson(whole, 'as-is');
  return `${text}}`;
}

const isMember: ReadonlySet<string> = new Set(MEMBERS);
