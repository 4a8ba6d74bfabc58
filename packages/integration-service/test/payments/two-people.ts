import type { ProposeDecision } from '@interlink/contracts/payments/decision';
import type { Operator } from '../../src/platform/http/api.js';
import type { PaymentsKit } from './payments-kit.js';

type Body = Omit<ProposeDecision, 'note'> & { readonly note?: string };

/**
 * What nobody may do alone: somebody, the maker unless named, proposes it, and the approver confirms it. `kit` is asked
 * for when it is needed: a test opens it later.
 */
export function twoPeople(kit: () => Pick<PaymentsKit, 'approver' | 'maker' | 'payments' | 'platform'>) {
  const propose = (body: Body, who: Operator = kit().maker) => {
    const { platform, payments } = kit();
    return platform.inTransaction(who.actor, (tx) => payments.desk.propose(tx, who, { note: 'seen today', ...body }));
  };
  const confirm = (id: string, who: Operator = kit().approver) => {
    const { platform, payments } = kit();
    return platform.inTransaction(who.actor, (tx) => payments.desk.confirm(tx, who, id));
  };
  return { propose, confirm, decide: async (body: Body) => confirm(await propose(body)) };
}
