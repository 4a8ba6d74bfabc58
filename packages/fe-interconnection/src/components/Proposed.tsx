import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights, useLoginName } from '@interlink/fe-kit/rights';
import { Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_APPROVE } from '../names.js';
import { useWords } from './words.js';

export interface Proposal {
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly confirmedBy?: string;
  readonly confirmedAt?: string;
}

/** Who proposed it, and who confirmed it or that it waits. */
export function ProposedBy({ of: { proposedBy, proposedAt, confirmedBy, confirmedAt } }: { readonly of: Proposal }) {
  const format = useFormat();
  const { text } = useWords();
  return (
    <>
      {text('proposed.by', { who: proposedBy, when: format.dateTime(proposedAt) })}
      <br />
      {confirmedBy !== undefined && confirmedAt !== undefined ? (
        text('proposed.confirmed', { who: confirmedBy, when: format.dateTime(confirmedAt) })
      ) : (
        <StatusChip tone="warn" label={text('proposed.waits')} />
      )}
    </>
  );
}

/** Whether this person may confirm it; if not and it is his own, he is told that another one must. */
export function useMayConfirm({ proposedBy, confirmedBy }: Proposal): 'own' | 'yes' | undefined {
  const mayApprove = useHostRights().includes(RIGHT_APPROVE);
  const login = useLoginName();
  if (confirmedBy !== undefined) return undefined;
  if (proposedBy === login) return 'own';
  return mayApprove ? 'yes' : undefined;
}

export function SecondPerson() {
  const { text } = useWords();
  return <Typography variant="body2">{text('proposed.secondPerson')}</Typography>;
}
