import type { Purpose } from '@interlink/contracts/registry/scope';

/** As in the contract, in the order in which people most often need them; a test holds the two together. */
export const PURPOSES: readonly Purpose[] = [
  'enrolment',
  'case',
  'grievance',
  'payment',
  'correction',
  'fraud',
  'audit',
  'data-sharing',
];
