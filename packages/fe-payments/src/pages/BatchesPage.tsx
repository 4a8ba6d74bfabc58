import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { BatchState } from '@interlink/contracts/payments/batch';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Page } from '@interlink/fe-kit/components/Page';
import { useText } from '@interlink/fe-kit/texts';
import { BatchTable } from '../components/BatchTable.js';
import { Pages } from '../components/Loaded.js';
import { pathTo } from '../names.js';
import { loadBatches } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';

export const BATCH_STATES: readonly BatchState[] = [
  'VALIDATED',
  'APPROVED',
  'SEALED',
  'TRANSMITTING',
  'TRANSMITTED',
  'ACKNOWLEDGED',
  'PARTIAL',
  'SETTLED',
  'REJECTED',
  'RECONCILED',
  'CLOSED',
  'CANCELLED',
  'EXCEPTION',
];

/** The batches of the operator's institution, newest first. */
export function BatchesPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const batches = usePayments((state) => state.batches);
  const [state, setState] = useState<BatchState | ''>(
    () => BATCH_STATES.find((one) => one === new URLSearchParams(window.location.search).get('state')) ?? '',
  );
  const load = (cursor?: string) => dispatch(loadBatches.ask({ state: state === '' ? undefined : state, cursor }));
  useEffect(() => {
    dispatch(loadBatches.ask({ state: state === '' ? undefined : state }));
  }, [dispatch, state]);
  const choices = [
    { value: '', label: text('batches.all') },
    ...BATCH_STATES.map((one) => ({ value: one, label: text(`state.${one}`) })),
  ];
  return (
    <Page title={text('batches.title')} actions={<Link to={pathTo('dashboard')}>{text('menu.dashboard')}</Link>}>
      <SelectField
        unmarked
        label={text('batches.filter')}
        value={state}
        choices={choices}
        onChange={(chosen) => setState(chosen as BatchState | '')}
      />
      <Pages of={batches} empty={text('batches.empty')} load={load}>
        {(items) => <BatchTable caption={text('batches.caption', { count: items.length })} items={items} />}
      </Pages>
    </Page>
  );
}
