import type { Judged } from '@interlink/contracts/registry/quality';

/** As a query asks for it: nothing for the view, which is what one gets without asking. */
export const ofStatements = (judged: Judged): { readonly judged?: Judged } =>
  judged === 'statement' ? { judged } : {};
