import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { FollowedRegistry, InquiryState } from '@interlink/contracts/exchange/inquiry';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { StatusChip, type Tone } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Code } from '../components/Code.js';
import { FollowForm } from '../components/FollowForm.js';
import { PartnerName, useLoadedPartners, usePartnerName } from '../components/PartnerName.js';
import { useWords } from '../components/words.js';
import { RIGHT_MANAGE } from '../names.js';
import { useInterconnection } from '../store/reducer.js';
import { endFollowing, leavePage, loadFollowed } from '../store/requests.js';

const TONES: Readonly<Record<InquiryState, Tone>> = {
  acknowledged: 'work',
  answered: 'good',
  asked: 'work',
  expired: 'bad',
  refused: 'bad',
};

/** Which events of other registries we are told of: subscriptions of ours, the other way round. */
export function FollowedPage() {
  const dispatch = useDispatch();
  const { text } = useWords();
  const mayManage = useHostRights().includes(RIGHT_MANAGE);
  const followed = useInterconnection((state) => state.followed);
  const ended = useInterconnection((state) => state.endFollowing);
  const load = () => dispatch(loadFollowed.ask(undefined));
  useLoadedPartners();
  useEffect(() => {
    dispatch(loadFollowed.ask(undefined));
    return () => void dispatch(leavePage());
  }, [dispatch]);
  return (
    <Page title={text('followed.title')}>
      <Typography>{text('followed.intro')}</Typography>
      {mayManage && <FollowForm />}
      <Acted of={ended} actions={endFollowing} onReadAgain={load} />
      <Pages of={followed} empty={text('followed.none')} load={load}>
        {(items) => <Followed items={items} mayManage={mayManage} />}
      </Pages>
    </Page>
  );
}

interface FollowedProps {
  readonly items: readonly FollowedRegistry[];
  readonly mayManage: boolean;
}

function Followed({ items, mayManage }: FollowedProps) {
  const format = useFormat();
  const { text, word } = useWords();
  return (
    <Table
      caption={text('followed.caption', { count: items.length })}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { id: 'partner', title: text('filter.partner'), cell: ({ partner }) => <PartnerName id={partner} /> },
        {
          id: 'what',
          title: text('subscriptions.what'),
          cell: ({ role, eventType }) => `${word('role', role)} · ${eventType}`,
        },
        { id: 'whom', title: text('followed.whom'), cell: ({ about, place }) => place ?? text(`about.${about}`) },
        {
          id: 'state',
          title: text('subscriptions.state'),
          cell: ({ state, ending, code }) => (
            <>
              <StatusChip tone={TONES[state]} label={text(`inquiry.${state}`)} />
              {ending && <StatusChip tone="neutral" label={text(`ending.${ending}`)} />}
              {code !== undefined && <Code>{code}</Code>}
            </>
          ),
        },
        { id: 'asked', title: text('followed.asked'), cell: ({ askedAt }) => format.dateTime(askedAt) },
        {
          id: 'answered',
          title: text('followed.answered'),
          cell: ({ answeredAt }) => answeredAt && format.dateTime(answeredAt),
        },
        {
          id: 'code',
          title: text('subscriptions.code'),
          cell: ({ subscriptionCodes }) => subscriptionCodes.map((code) => <Code key={code}>{code}</Code>),
        },
        ...(mayManage
          ? [{ id: 'acts', title: text('acts'), cell: (one: FollowedRegistry) => <End followed={one} /> }]
          : []),
      ]}
    />
  );
}

/** One that is told of, and was not asked to end, or whose end was refused or never answered. */
const mayEnd = ({ state, ending }: FollowedRegistry) =>
  state === 'answered' && (ending === undefined || ending === 'refused' || ending === 'expired');

function End({ followed }: { readonly followed: FollowedRegistry }) {
  const dispatch = useDispatch();
  const { text } = useWords();
  const keyOf = useIntentKey();
  const isBusy = useInterconnection((state) => state.endFollowing.status === 'loading');
  const nameOf = usePartnerName();
  const { id, ending, partner, eventType, about, place } = followed;
  if (!mayEnd(followed)) return null;
  return (
    <TwoStep
      label={text('followed.end')}
      sure={text('followed.endSure')}
      of={[nameOf(partner), eventType, place ?? text(`about.${about}`)].join(' · ')}
      disabled={isBusy}
      onSure={() => dispatch(endFollowing.ask({ id, key: keyOf([id, ending]) }))}
    />
  );
}
