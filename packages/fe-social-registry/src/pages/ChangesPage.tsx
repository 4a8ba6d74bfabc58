import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useLocation } from '@openimis/fe-core';
import type { ChangeState, ListedChange } from '@interlink/contracts/social-registry/change-request';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { ChangeForm } from '../components/ChangeForm.js';
import { ChangeStateChip } from '../components/ChangeStateChip.js';
import { CHANGE_TONES } from '../components/change-tones.js';
import { changePath, RIGHT_UPDATE } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { listChanges } from '../store/requests.js';
import { texts } from '../texts.js';

const STATES = Object.keys(CHANGE_TONES) as ChangeState[];

/** SR-027: what was entered about people's lives and how far it is. Opened with a person, it asks for a new one. */
export function ChangesPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { search } = useLocation();
  const mayEnter = useHostRights().includes(RIGHT_UPDATE);
  const changes = useSocialRegistry((state) => state.changes);
  const [state, setState] = useState<ChangeState | ''>('');
  const load = (after?: string) => void dispatch(listChanges.ask({ state: state || undefined, after }));
  useEffect(load, [dispatch, state]);
  const choices = [{ value: '', label: text('change.everything') }, ...STATES.map(named)];
  function named(value: ChangeState) {
    return { value, label: text(`change.state.${value}`) };
  }
  return (
    <Page title={text('change.title')}>
      {mayEnter && <ChangeForm personId={new URLSearchParams(search).get('person') ?? ''} />}
      <SelectField
        unmarked
        label={text('change.which')}
        value={state}
        choices={choices}
        onChange={(value) => setState(value as ChangeState | '')}
      />
      <Pages of={changes} empty={text(state === '' ? 'change.empty' : 'change.emptyOf')} load={load}>
        {(items) => <List items={items} />}
      </Pages>
    </Page>
  );
}

function List({ items }: { readonly items: readonly ListedChange[] }) {
  const { text } = useText(texts);
  const { date, dateTime } = useFormat();
  return (
    <Table
      caption={text('change.caption', { count: items.length })}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'what',
          title: text('change.what'),
          cell: ({ id, event }) => <Link to={changePath(id)}>{text(`change.event.${event}`)}</Link>,
        },
        { id: 'when', title: text('change.when'), cell: ({ happenedOn }) => date(happenedOn) },
        {
          id: 'state',
          title: text('change.stateTitle'),
          cell: (one) => <ChangeStateChip of={one} />,
        },
        { id: 'by', title: text('change.by'), cell: ({ makerLogin }) => <bdi>{makerLogin}</bdi> },
        { id: 'at', title: text('change.at'), cell: ({ createdAt }) => dateTime(createdAt) },
      ]}
    />
  );
}
