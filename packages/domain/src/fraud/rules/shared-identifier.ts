import type { FraudRule } from '../rule.js';

/** Two people with one identifier are one person twice, or one of them is wrong. */
export const sharedIdentifier: FraudRule = {
  id: 'shared-identifier',
  code: 'F03',
  version: '1',
  severity: 'BLOCK',
  explanation: '{type} ending {end} is on records {one} and {other}.',
  action: 'review-identity',
  inspect({ individualId, identifiers }) {
    const shared = identifiers.find(({ sharedWith, isKnownShared }) => sharedWith.length > 0 && !isKnownShared);
    const [other] = shared?.sharedWith ?? [];
    if (!shared || other === undefined) return undefined;
    return { type: shared.type, end: shared.end, one: individualId, other };
  },
};
