import type { Agreement, AgreementAction, AgreementStatus } from '@interlink/contracts/interconnection/agreement';

const NEXT: Readonly<
  Record<AgreementAction, { readonly from: readonly AgreementStatus[]; readonly to: AgreementStatus }>
> = {
  approve: { from: ['draft'], to: 'approved' },
  activate: { from: ['approved', 'suspended'], to: 'active' },
  suspend: { from: ['active'], to: 'suspended' },
  terminate: { from: ['draft', 'approved', 'active', 'suspended'], to: 'terminated' },
};

export type AgreementChange =
  | { readonly ok: true; readonly status: AgreementStatus }
  | { readonly ok: false; readonly why: 'not-in-state' | 'second-person-needed' };

/** What an action makes of an agreement; who wrote it down may not approve it. Ids of operators. */
export function changeAgreement(
  { status, madeBy }: Pick<Agreement, 'status' | 'madeBy'>,
  action: AgreementAction,
  operator: string,
): AgreementChange {
  const { from, to } = NEXT[action];
  if (!from.includes(status)) return { ok: false, why: 'not-in-state' };
  if (action === 'approve' && operator === madeBy) return { ok: false, why: 'second-person-needed' };
  return { ok: true, status: to };
}

/** Which actions may be offered to this operator now. */
export function agreementActions(agreement: Pick<Agreement, 'status' | 'madeBy'>, operator: string): AgreementAction[] {
  return (Object.keys(NEXT) as AgreementAction[]).filter((action) => changeAgreement(agreement, action, operator).ok);
}

/** Days until an agreement ends, counted in whole UTC days; 0 on its last day, negative afterwards. */
export function daysLeft(validUntil: string, today: string): number {
  return Math.round((Date.parse(`${validUntil}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
}
