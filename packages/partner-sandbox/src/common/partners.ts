/** What goes wrong before a partner has looked at the request, or on the way back. */
export const WIRE_FAULTS = ['delay', 'timeout', 'status-500', 'lost-answer', 'duplicate-answer'] as const;
/** How what a register sends by itself can go wrong. */
export const CALL_FAULTS = [
  'other-correlation',
  'replayed',
  'said-twice',
  'tampered',
  'unsigned',
  'withheld',
  'wrong-signature',
] as const;
/** How an answer that is encrypted can be wrong, and one that must be and is not. */
export const SEALING_FAULTS = [
  'sealed-altered',
  'sealed-for-another',
  'sealed-inflated',
  'sealed-otherwise',
  'unsealed',
] as const;
/** What a register answers later, and what it sends then. */
const LATER_OPERATIONS = ['search-later', 'subscribe', 'unsubscribe', 'txn-status', 'status', 'callback'] as const;
export type FaultKind =
  | (typeof CALL_FAULTS)[number]
  | (typeof SEALING_FAULTS)[number]
  | (typeof WIRE_FAULTS)[number]
  | 'wrong-person'
  | 'closed-account'
  | 'cut-off'
  | 'lies'
  | 'repeats'
  | 'reorders'
  | 'shrinks'
  | 'stale';

/** Partners by name, with their operations and the faults that they can show. */
export const PARTNERS = {
  mapper: {
    title: 'Mapper of accounts',
    operations: ['token', 'link', 'resolve'],
    faults: [...WIRE_FAULTS, 'wrong-signature', 'wrong-person'],
  },
  'national-id': {
    title: 'National ID',
    operations: ['discovery', 'jwks', 'par', 'authorize', 'token', 'userinfo'],
    faults: [
      ...(['delay', 'timeout', 'status-500', 'lost-answer', 'wrong-signature', 'wrong-person'] as const),
      ...(['lies', 'stale', 'withheld'] as const),
    ],
  },
  'civil-registry': {
    title: 'Civil registry',
    operations: ['token', 'search', ...LATER_OPERATIONS, 'desk'],
    faults: [...WIRE_FAULTS, ...CALL_FAULTS, ...SEALING_FAULTS, 'wrong-person'],
  },
  bank: {
    title: 'Bank',
    operations: ['token', 'verify'],
    faults: [...WIRE_FAULTS, 'wrong-person', 'closed-account'],
  },
  'bank-payments': {
    title: 'Bank, payments',
    operations: [
      ...['payment-file', 'payment-status', 'payment-recall', 'recall-answer', 'notifications', 'notification'],
      ...['statements', 'statement', 'books'],
    ],
    faults: WIRE_FAULTS,
  },
  'bank-sftp': {
    title: 'Bank, files',
    operations: ['upload', 'manifest', 'pick-up'],
    faults: ['cut-off', 'lost-answer', 'timeout', 'wrong-signature'],
  },
  'payment-hub': {
    title: 'Payment hub',
    operations: ['token', 'batch', 'response', 'summary', 'detail'],
    faults: [...WIRE_FAULTS, 'lies', 'repeats', 'shrinks', 'wrong-person'],
  },
  'payment-switch': {
    title: 'Payment switch',
    operations: ['token', 'disburse', 'status', 'callback', 'desk'],
    faults: [...WIRE_FAULTS, ...CALL_FAULTS, 'lies'],
  },
  'mobile-money': {
    title: 'Mobile money operator',
    operations: ['token', 'status', 'name'],
    faults: [...WIRE_FAULTS, 'wrong-person', 'closed-account'],
  },
  sms: { title: 'SMS gateway', operations: ['token', 'send', 'status'], faults: WIRE_FAULTS },
  consumer: {
    title: 'Registry consumer',
    operations: ['send', 'on-search', 'on-subscribe', 'on-unsubscribe', 'txn-on-status', 'notify', 'jwks', 'desk'],
    faults: [...WIRE_FAULTS, 'unsigned', 'replayed', 'tampered', 'wrong-signature'],
  },
  'relief-agency': {
    title: 'Food relief agency',
    operations: ['token', 'search', ...LATER_OPERATIONS, 'enrolled', 'push', 'jwks', 'desk'],
    faults: [...WIRE_FAULTS, ...CALL_FAULTS, 'wrong-person', 'lies', 'repeats', 'reorders', 'shrinks'],
  },
  witness: { title: 'Audit witness', operations: ['append', 'latest'], faults: WIRE_FAULTS },
} as const satisfies Record<string, { title: string; operations: readonly string[]; faults: readonly FaultKind[] }>;

export type PartnerName = keyof typeof PARTNERS;

export const partnerNames = Object.keys(PARTNERS) as readonly PartnerName[];

export const isPartnerName = (name: string): name is PartnerName => Object.hasOwn(PARTNERS, name);
