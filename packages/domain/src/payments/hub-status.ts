/** What a payment hub says of one payment, in the words of ISO 20022. */
export interface HubSaid {
  readonly status: 'ACSC' | 'PDNG' | 'RJCT';
  readonly reason?: string | undefined;
}

/** Errors of Mojaloop that prove that nothing was paid, as ISO 20022 has them. */
const PROVEN: Readonly<Record<string, string>> = {
  '3203': 'AC01',
  '3204': 'AC01',
  '3302': 'TM01',
  '3303': 'TM01',
  '4001': 'AM04',
  '5200': 'AM14',
  '5400': 'AC06',
};

/**
 * Undefined for a word that nobody knows. A failure is believed with a reason that proves it: after an error of the
 * line or of a server (1xxx, 2xxx), or one that nobody knows, the payment may have been made (A3).
 */
export function readHubStatus(status: string, code: number | string | null | undefined): HubSaid | undefined {
  if (status === 'COMPLETED') return { status: 'ACSC' };
  if (status === 'ONGOING' || status === 'IN_PROGRESS') return { status: 'PDNG' };
  if (status !== 'FAILED') return undefined;
  const reason = String(code ?? '');
  if (Object.hasOwn(PROVEN, reason)) return { status: 'RJCT', reason: PROVEN[reason] };
  return /^[A-Z]{2}\d{2}$/.test(reason) ? { status: 'RJCT', reason } : { status: 'PDNG' };
}

export interface HubTotals {
  readonly total: number;
  readonly parts: readonly number[];
}

/** Counts, or amounts in minor units, of which the parts make up the whole. */
export function addsUp({ total, parts }: HubTotals): boolean {
  return parts.reduce((sum, part) => sum + part, 0) === total;
}
