/** What a word of G2P Connect about one disbursement says in the words of ISO 20022. */
export interface DisbursedAs {
  readonly status: 'ACSC' | 'PDNG' | 'RCVD' | 'RJCT';
  readonly reason?: string | undefined;
}

const STATUSES: Readonly<Record<string, DisbursedAs['status']>> = {
  rcvd: 'RCVD',
  pdng: 'PDNG',
  succ: 'ACSC',
  rjct: 'RJCT',
};

const REASONS: Readonly<Record<string, string>> = {
  'rjct.reference_id.invalid': 'FF01',
  'rjct.timestamp.invalid': 'FF01',
  'rjct.schedule_ts.invalid': 'CH03',
  'rjct.payer_fa.invalid': 'AC09',
  'rjct.payee_fa.invalid': 'AC01',
  'rjct.amount.invalid': 'AM09',
  'rjct.currency_code.invalid': 'CURR',
};

/** Our ids are never given twice: who knows one already has this very payment. */
const KNOWN_ALREADY = 'rjct.reference_id.duplicate';

/**
 * Undefined for a word that nobody knows. A rejection as a duplicate proves that the payment is there and rejects
 * nothing: taken for a rejection it would be paid again (R5). A `succ.` code of an account that is not there is no
 * success.
 */
export function readDisbursed(status: string, code: string | null | undefined): DisbursedAs | undefined {
  if (!Object.hasOwn(STATUSES, status)) return undefined;
  if (status === 'rjct' && code === KNOWN_ALREADY) return { status: 'PDNG' };
  if (status === 'succ' && code !== null && code !== undefined && /\.(inactive|not_found|not_linked)/.test(code)) {
    return undefined;
  }
  const word = STATUSES[status] ?? 'PDNG';
  if (word !== 'RJCT' || !code) return { status: word };
  return { status: word, reason: isoReason(code) };
}

/** A reason of ISO 20022 that the other side uses already stays what it is; any other is unspecified. */
function isoReason(code: string): string {
  if (Object.hasOwn(REASONS, code)) return REASONS[code] ?? 'NARR';
  return /^[A-Z]{2}[A-Z0-9]{2}$/.test(code) ? code : 'NARR';
}
