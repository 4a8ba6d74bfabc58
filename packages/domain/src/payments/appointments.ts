/** What holders of credentials said about one. */
export interface CredentialEvent {
  readonly kind: 'endorsed' | 'objected' | 'revoked';
  /** Id of the holder. */
  readonly who: string;
  /** ISO time. */
  readonly at: string;
}

export interface ProposedCredential {
  readonly approverId: string;
  /** ISO time at which all holders were told. */
  readonly proposedAt: string;
  /** How many different people enrolled in its ceremony; undefined outside of one. */
  readonly ceremonySize?: number | undefined;
}

export type CredentialState = 'proposed' | 'active' | 'refused' | 'revoked';

export interface FoldedCredential {
  readonly state: CredentialState;
  readonly endorsementsMissing: number;
  /** Not before this ISO time, whoever endorses. */
  readonly earliestAt: string;
}

/** S11: the first three approvers come of one ceremony. */
export const CEREMONY_SIZE = 3;
const ENDORSEMENTS = 2;
const NOTICE_MS = 24 * 3_600_000;

/**
 * A credential counts after two others' endorsement and 24 hours of notice, or when its ceremony is complete. One
 * objection refuses it, a revocation ends it for ever; neither is undone.
 */
export function foldCredential(
  credential: ProposedCredential,
  events: readonly CredentialEvent[],
  now: string,
): FoldedCredential {
  const isCeremony = credential.ceremonySize !== undefined;
  const earliest = Date.parse(credential.proposedAt) + (isCeremony ? 0 : NOTICE_MS);
  const others = events.filter(({ who }) => who !== credential.approverId);
  const endorsers = new Set(others.filter(({ kind }) => kind === 'endorsed').map(({ who }) => who));
  const missing = isCeremony
    ? Math.max(0, CEREMONY_SIZE - (credential.ceremonySize ?? 0))
    : Math.max(0, ENDORSEMENTS - endorsers.size);
  const isDue = missing === 0 && Date.parse(now) >= earliest;
  return {
    state: stateOf(events, others, isDue),
    endorsementsMissing: missing,
    earliestAt: new Date(earliest).toISOString(),
  };
}

function stateOf(events: readonly CredentialEvent[], others: readonly CredentialEvent[], isDue: boolean) {
  // The holder may end his own credential, for example when it was stolen.
  if (events.some(({ kind }) => kind === 'revoked')) return 'revoked';
  if (others.some(({ kind }) => kind === 'objected')) return 'refused';
  return isDue ? 'active' : 'proposed';
}
