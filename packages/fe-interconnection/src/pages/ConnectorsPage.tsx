import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { ConnectorHealth } from '@interlink/contracts/interconnection/connectors';
import type { OwnKeyFacts } from '@interlink/contracts/interconnection/own-keys';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { Code } from '../components/Code.js';
import { PartnerName, useLoadedPartners } from '../components/PartnerName.js';
import { CONNECTOR_TONES, useWords } from '../components/words.js';
import { useInterconnection } from '../store/reducer.js';
import { loadConnectors, loadOwnKeys } from '../store/requests.js';

const KEY_TONES = { current: 'good', next: 'work', retired: 'neutral' } as const;

/** How the systems do that we ask, and the keys that we sign and decrypt with. */
export function ConnectorsPage() {
  const dispatch = useDispatch();
  const { text } = useWords();
  const connectors = useInterconnection((state) => state.connectors);
  const ownKeys = useInterconnection((state) => state.ownKeys);
  const load = () => {
    dispatch(loadConnectors.ask(undefined));
    dispatch(loadOwnKeys.ask(undefined));
  };
  useEffect(load, [dispatch]);
  useLoadedPartners();
  return (
    <Page title={text('connectors.title')}>
      <Typography>{text('connectors.intro')}</Typography>
      <Button variant="outlined" onClick={load}>
        {text('connectors.again')}
      </Button>
      <Loaded of={connectors} onRetry={load}>
        {(rows) => <Connectors rows={rows} />}
      </Loaded>
      <SectionTitle>{text('ownKeys.title')}</SectionTitle>
      <Typography>{text('ownKeys.intro')}</Typography>
      <Loaded of={ownKeys} onRetry={load}>
        {(rows) => <OwnKeys rows={rows} />}
      </Loaded>
    </Page>
  );
}

function Connectors({ rows }: { readonly rows: readonly ConnectorHealth[] }) {
  const format = useFormat();
  const { text, word } = useWords();
  const ms = (value: number | undefined) => (value === undefined ? '' : `${format.number(value, 0)} ms`);
  return (
    <Table
      caption={text('connectors.caption', { count: rows.length })}
      rows={rows}
      keyOf={({ partner }) => partner}
      columns={[
        { id: 'partner', title: text('connectors.system'), cell: ({ partner }) => <PartnerName id={partner} /> },
        { id: 'host', title: text('connectors.host'), cell: ({ host }) => <Code whole>{host}</Code> },
        {
          id: 'state',
          title: text('connectors.state'),
          cell: ({ state }) => <StatusChip tone={CONNECTOR_TONES[state]} label={word('connectorState', state)} />,
        },
        {
          id: 'calls',
          title: text('connectors.calls'),
          cell: ({ calls, failures }) =>
            text('connectors.callsOf', { calls: format.number(calls, 0), failures: format.number(failures, 0) }),
        },
        { id: 'median', title: text('connectors.median'), cell: ({ medianMs }) => ms(medianMs) },
        { id: 'p95', title: text('connectors.p95'), cell: ({ p95Ms }) => ms(p95Ms) },
        {
          id: 'answered',
          title: text('connectors.answered'),
          cell: ({ lastAnsweredAt }) => lastAnsweredAt && format.dateTime(lastAnsweredAt),
        },
        {
          id: 'failed',
          title: text('connectors.failed'),
          cell: ({ lastFailure }) =>
            lastFailure && `${format.dateTime(lastFailure.at)} · ${word('noAnswer', lastFailure.result)}`,
        },
        { id: 'timeout', title: text('connectors.timeout'), cell: ({ timeoutMs }) => format.duration(timeoutMs) },
      ]}
    />
  );
}

function OwnKeys({ rows }: { readonly rows: readonly OwnKeyFacts[] }) {
  const format = useFormat();
  const { text, word } = useWords();
  return (
    <Table
      caption={text('ownKeys.caption', { count: rows.length })}
      rows={rows}
      keyOf={({ kid }) => kid}
      columns={[
        { id: 'purpose', title: text('ownKeys.purpose'), cell: ({ purpose }) => word('keyPurpose', purpose) },
        { id: 'kid', title: text('keys.thumbprint'), cell: ({ kid }) => <Code>{kid}</Code> },
        {
          id: 'state',
          title: text('connectors.state'),
          cell: ({ state }) => <StatusChip tone={KEY_TONES[state]} label={word('keyState', state)} />,
        },
        { id: 'store', title: text('ownKeys.store'), cell: ({ store }) => word('keyStore', store) },
        {
          id: 'from',
          title: text('ownKeys.from'),
          cell: ({ currentFrom }) => currentFrom && format.dateTime(currentFrom),
        },
        {
          id: 'until',
          title: text('ownKeys.until'),
          cell: ({ publishedUntil }) => publishedUntil && format.dateTime(publishedUntil),
        },
      ]}
    />
  );
}
