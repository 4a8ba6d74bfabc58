import { Link } from '@openimis/fe-core';
import type { ListedChange } from '@interlink/contracts/social-registry/change-request';
import { Table } from '@interlink/fe-kit/components/Table';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { changePath } from '../names.js';
import { texts } from '../texts.js';
import { ChangeStateChip } from './ChangeStateChip.js';
import { PersonLink } from './PersonLink.js';

/** SR-027: the requests of the others, when a whole household moved. */
export function MovedTogether({ others }: { readonly others: readonly ListedChange[] }) {
  const { text } = useText(texts);
  return (
    <section aria-label={text('change.togetherTitle')}>
      <Typography>{text('change.togetherWhy')}</Typography>
      <Table
        caption={text('change.togetherCaption', { count: others.length })}
        rows={others}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'what',
            title: text('change.what'),
            cell: ({ id, event }) => <Link to={changePath(id)}>{text(`change.event.${event}`)}</Link>,
          },
          { id: 'person', title: text('change.person'), cell: ({ personId }) => <PersonLink personId={personId} /> },
          { id: 'state', title: text('change.stateTitle'), cell: (one) => <ChangeStateChip of={one} /> },
        ]}
      />
    </section>
  );
}
