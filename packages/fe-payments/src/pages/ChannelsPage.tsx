import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { PaymentChannels } from '@interlink/contracts/payments/reads';
import { codeText } from '@interlink/fe-kit/api-problem';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Page } from '@interlink/fe-kit/components/Page';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Loaded } from '../components/Loaded.js';
import { loadChannels } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';

/** When and how payments leave, and the keys by which others know that they are ours. */
export function ChannelsPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const channels = usePayments((state) => state.channels);
  useEffect(() => void dispatch(loadChannels.ask(undefined)), [dispatch]);
  return (
    <Page title={text('channels.title')}>
      <Loaded of={channels} onRetry={() => dispatch(loadChannels.ask(undefined))}>
        {(value) => (
          <>
            <Calendar channels={value} />
            <Ways channels={value} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Calendar({ channels }: { readonly channels: PaymentChannels }) {
  const layout = useLayout();
  const format = useFormat();
  const { text, has, language } = useText(texts);
  const { fence, stops, bankDays, holidays, leadDays, cutOffs, earliestExecution } = channels;
  // 4 January 1970 was a Sunday, day 0.
  const nameOf = (day: number) =>
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date((3 + day) * 86_400_000));
  return (
    <>
      {fence !== undefined && (
        <Typography className={layout.warning} role="alert">
          {text('channels.fenced', { fence: has(`reason.${fence}`) ? text(`reason.${fence}`) : fence })}
        </Typography>
      )}
      {stops.map((code) => (
        <Typography key={code} className={layout.warning} role="alert">
          {codeText(code, language)}
        </Typography>
      ))}
      <SectionTitle>{text('calendar.title')}</SectionTitle>
      <Facts
        facts={[
          [text('calendar.bankDays'), bankDays.map(nameOf).join(', ')],
          [text('calendar.holidays'), holidays.map((day) => format.date(day)).join(', ')],
          [text('calendar.leadDays'), format.number(leadDays)],
          [
            text('calendar.cutOffs'),
            Object.keys(cutOffs).length === 0 ? undefined : <bdi dir="ltr">{cutOffText(cutOffs)}</bdi>,
          ],
          [text('calendar.earliest'), format.date(earliestExecution)],
          [text('calendar.assurance'), text(`approvers.${channels.approvalAssurance}`)],
        ]}
      />
    </>
  );
}

const cutOffText = (cutOffs: PaymentChannels['cutOffs']) =>
  Object.entries(cutOffs)
    .map(([channel, hour]) => `${channel} ${hour}`)
    .join(', ');

function Ways({ channels: { channels, keys } }: { readonly channels: PaymentChannels }) {
  const { text } = useText(texts);
  return (
    <>
      <Table
        caption={text('channels.caption')}
        rows={channels}
        keyOf={({ id }) => id}
        columns={[
          { id: 'id', title: text('channels.channel'), cell: ({ id }) => id },
          { id: 'kind', title: text('channels.kind'), cell: ({ kind }) => <bdi dir="ltr">{kind.toUpperCase()}</bdi> },
          { id: 'host', title: text('channels.host'), cell: ({ host }) => <bdi dir="ltr">{host}</bdi> },
          { id: 'programmes', title: text('batch.programme'), cell: ({ programmes }) => programmes.join(', ') },
        ]}
      />
      <Table
        caption={text('keys.caption')}
        rows={keys}
        keyOf={({ kid }) => kid}
        columns={[
          { id: 'kid', title: text('keys.kid'), cell: ({ kid }) => <bdi dir="ltr">{kid}</bdi> },
          {
            id: 'use',
            title: text('keys.use'),
            cell: ({ use, algorithm }) => text(`keys.use.${use}`, { algorithm }),
          },
          { id: 'thumb', title: text('keys.thumbprint'), cell: ({ thumbprint }) => <bdi dir="ltr">{thumbprint}</bdi> },
        ]}
      />
    </>
  );
}
