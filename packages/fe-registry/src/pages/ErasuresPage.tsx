import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { Erasure, RetentionPreview } from '@interlink/contracts/registry/erasure';
import { Link } from '@openimis/fe-core';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useLoginName } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { ReasonedAct } from '../components/ReasonedAct.js';
import { Section } from '../components/Section.js';
import { personPath } from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { askRetention, decideErasure, listErasures, loadRetention } from '../store/requests.js';
import { texts } from '../texts.js';

const TONES = { asked: 'warn', done: 'good', withdrawn: 'neutral' } as const;

/** Erasures that were asked for, and who is kept too long: what one asks another confirms. */
export function ErasuresPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const erasures = useRegistry((state) => state.erasures);
  const retention = useRegistry((state) => state.retention);
  const decided = useRegistry((state) => state.decideErasure);
  const asked = useRegistry((state) => state.askRetention);
  // What was decided or asked changes both.
  useEffect(() => {
    dispatch(listErasures.ask(undefined));
    dispatch(loadRetention.ask(undefined));
  }, [dispatch, decided.status, asked.status]);
  return (
    <Page title={text('privacy.pageTitle')}>
      <Acted of={decided} actions={decideErasure} />
      <Loaded of={erasures} onRetry={() => dispatch(listErasures.ask(undefined))}>
        {(items) => (items.length > 0 ? <List items={items} /> : <EmptyState title={text('privacy.empty')} />)}
      </Loaded>
      <Section title={text('privacy.retention')}>
        <Loaded of={retention} onRetry={() => dispatch(loadRetention.ask(undefined))}>
          {(value) => <Retention retention={value} />}
        </Loaded>
        <Acted of={asked} actions={askRetention}>
          {() => <Typography role="status">{text('privacy.asked')}</Typography>}
        </Acted>
      </Section>
    </Page>
  );
}

function List({ items }: { readonly items: readonly Erasure[] }) {
  const { text } = useText(texts);
  const { dateTime, number } = useFormat();
  return (
    <Table
      caption={text('privacy.caption', { count: items.length })}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { id: 'kind', title: text('privacy.what'), cell: ({ kind }) => text(`privacy.kind.${kind}`) },
        { id: 'reason', title: text('privacy.reason'), cell: ({ reason }) => <bdi>{reason}</bdi> },
        {
          id: 'people',
          title: text('privacy.people'),
          cell: ({ people, personId }) =>
            personId === undefined ? number(people) : <Link to={personPath(personId)}>{text('privacy.see')}</Link>,
        },
        { id: 'erased', title: text('privacy.erased'), cell: ({ erased }) => number(erased) },
        { id: 'by', title: text('privacy.by'), cell: ({ askedBy }) => <bdi>{askedBy}</bdi> },
        { id: 'at', title: text('privacy.at'), cell: ({ askedAt }) => dateTime(askedAt) },
        { id: 'decided', title: text('privacy.decided'), cell: ({ decidedBy }) => decidedBy && <bdi>{decidedBy}</bdi> },
        { id: 'state', title: text('privacy.stateTitle'), cell: (erasure) => <State erasure={erasure} /> },
      ]}
    />
  );
}

function State({
  erasure: { id, state, kind, reason, askedBy, askedAt, people, erased },
}: {
  readonly erasure: Erasure;
}) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { dateTime } = useFormat();
  const isOwn = useLoginName() === askedBy;
  const { status } = useRegistry((all) => all.decideErasure);
  const isOpen = state === 'asked' || (state === 'done' && erased < people);
  const act = (name: 'confirmation' | 'withdrawal') => dispatch(decideErasure.ask({ id, act: name }));
  const about = [text(`privacy.kind.${kind}`), reason, dateTime(askedAt)].join(', ');
  const common = (word: string) => ({
    size: 'small' as const,
    disabled: status === 'loading',
    'aria-label': `${word}: ${about}`,
  });
  return (
    <>
      <StatusChip tone={TONES[state]} label={text(`privacy.state.${state}`)} />{' '}
      {isOpen && !isOwn && (
        <Button {...common(text('privacy.confirm'))} variant="outlined" onClick={() => act('confirmation')}>
          {text('privacy.confirm')}
        </Button>
      )}{' '}
      {state === 'asked' && (
        <Button {...common(text('privacy.withdraw'))} onClick={() => act('withdrawal')}>
          {text('privacy.withdraw')}
        </Button>
      )}
    </>
  );
}

function Retention({ retention: { years, before, due } }: { readonly retention: RetentionPreview }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { date } = useFormat();
  const keyOf = useIntentKey();
  const { status } = useRegistry((state) => state.askRetention);
  if (years === undefined || before === undefined) return <Typography>{text('privacy.noRule')}</Typography>;
  return (
    <>
      <Typography>{text('privacy.due', { count: due, before: date(before), years })}</Typography>
      {due > 0 && (
        <ReasonedAct
          label={text('privacy.retention')}
          acts={[{ id: 'ask', label: text('privacy.askAll') }]}
          isBusy={status === 'loading'}
          onAct={(_act, reason) => dispatch(askRetention.ask({ reason, key: keyOf(['retention', reason, due]) }))}
        />
      )}
    </>
  );
}
