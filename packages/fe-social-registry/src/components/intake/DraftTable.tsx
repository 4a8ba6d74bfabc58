import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { mayEdit, nameOf, type Draft } from '../../drafts/draft.js';
import { draftPath } from '../../names.js';
import { removeDraft } from '../../store/drafts.js';
import { texts } from '../../texts.js';
import { DRAFT_TONES } from './draft-tones.js';

interface DraftTableProps {
  readonly drafts: readonly Draft[];
  readonly questionnaires: readonly Questionnaire[];
}

/** Households that are being written or on their way, and how far each is. */
export function DraftTable({ drafts, questionnaires }: DraftTableProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { dateTime } = useFormat();
  const titleOf = ({ questionnaire, typed, state }: Draft) => {
    const known = questionnaires.find(({ code }) => code === questionnaire);
    return nameOf(known, typed) ?? text(state === 'sent' || state === 'photos' ? 'intake.kept' : 'intake.nameless');
  };
  return (
    <Table
      caption={text('intake.caption', { count: drafts.length })}
      rows={drafts}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'head',
          title: text('intake.head'),
          cell: (draft) => (
            <Link to={draftPath(draft.id)}>
              <bdi>{titleOf(draft)}</bdi>
            </Link>
          ),
        },
        {
          id: 'state',
          title: text('intake.stateTitle'),
          cell: ({ state }) => <StatusChip tone={DRAFT_TONES[state]} label={text(`intake.state.${state}`)} />,
        },
        { id: 'at', title: text('intake.at'), cell: ({ savedAt }) => dateTime(savedAt) },
        {
          id: 'remove',
          title: text('intake.removeTitle'),
          cell: (draft) =>
            mayEdit(draft) && (
              <TwoStep
                label={text('intake.remove')}
                sure={text('intake.removeSure')}
                of={titleOf(draft)}
                onSure={() => dispatch(removeDraft(draft.id))}
              />
            ),
        },
      ]}
    />
  );
}
