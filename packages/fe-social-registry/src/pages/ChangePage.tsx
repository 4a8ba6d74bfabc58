import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useParams } from '@openimis/fe-core';
import type { ChangeRequest } from '@interlink/contracts/social-registry/change-request';
import { codeText } from '@interlink/fe-kit/api-problem';
import { Facts, type Fact } from '@interlink/fe-kit/components/Facts';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { ChangeActs } from '../components/ChangeActs.js';
import { ChangeEffects, Scores } from '../components/ChangeEffects.js';
import { MovedTogether } from '../components/MovedTogether.js';
import { PersonLink } from '../components/PersonLink.js';
import { ChangeStateChip, isHeld } from '../components/ChangeStateChip.js';
import { ROUTE_CHANGES } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { loadChange } from '../store/requests.js';
import { texts } from '../texts.js';

/** SR-027: one life event: what it says, what it would do, who decides, and what it did. */
export function ChangePage() {
  const dispatch = useDispatch();
  const { id = '' } = useParams<{ id: string }>();
  const { text } = useText(texts);
  const change = useSocialRegistry((state) => state.change);
  const load = () => void dispatch(loadChange.ask({ id }));
  useEffect(load, [dispatch, id]);
  return (
    <Page title={text('change.one')} actions={<Link to={`/${ROUTE_CHANGES}`}>{text('change.all')}</Link>}>
      <Loaded of={change} onRetry={load}>
        {(shown) => <Shown shown={shown} />}
      </Loaded>
    </Page>
  );
}

function Shown({ shown }: { readonly shown: ChangeRequest }) {
  const { text } = useText(texts);
  const { request, effect, reassessed, spouseReassessed } = shown;
  return (
    <>
      <div role="status">
        <ChangeStateChip of={request} />
        <Typography>{text(`change.next.${isHeld(request) ? 'held' : request.state}`)}</Typography>
      </div>
      <What shown={shown} />
      {shown.together.length > 0 && <MovedTogether others={shown.together} />}
      {effect && <ChangeEffects effect={effect} />}
      <ChangeActs shown={shown} />
      <Reassessed title={text('change.reassessedTitle')} reassessed={reassessed} />
      <Reassessed title={text('change.spouseReassessedTitle')} reassessed={spouseReassessed} />
    </>
  );
}

function Reassessed(props: Parameters<typeof Scores>[0]) {
  if (props.reassessed.length === 0) return null;
  return (
    <section aria-label={props.title}>
      <Scores {...props} />
    </section>
  );
}

function What({ shown }: { readonly shown: ChangeRequest }) {
  const { request, personName, evidence, note } = shown;
  const { text, language } = useText(texts);
  const { date, dateTime } = useFormat();
  const facts: Fact[] = [
    [text('change.what'), text(`change.event.${request.event}`)],
    ...saidOf(shown, text),
    [text('change.when'), date(request.happenedOn)],
    [text('change.person'), <PersonLink key="person" personId={request.personId} name={personName} />],
    [text('change.channelTitle'), text(`change.channel.${request.channel}`)],
    [text('change.evidenceTitle'), evidence.map((one) => evidenceText(one, text)).join(', ')],
    [text('change.note'), note],
    [text('change.by'), <bdi key="by">{request.makerLogin}</bdi>],
    [text('change.at'), dateTime(request.createdAt)],
    [text('change.decidedBy'), request.approverLogin],
    [text('change.problem'), request.reason ?? (request.problem && codeText(request.problem, language))],
  ];
  return <Facts facts={facts} />;
}

type Text = (id: string) => string;

const evidenceText = ({ kind, reference }: ChangeRequest['evidence'][number], text: Text) =>
  `${text(`change.evidence.${kind}`)} ${reference}`;

/** The event's own words. */
function saidOf({ change, villageName, spouseName }: ChangeRequest, text: Text): Fact[] {
  switch (change.event) {
    case 'account':
      return [[text('change.number'), `${change.account.provider} ${change.account.number}`]];
    case 'birth':
      return [
        [text('change.givenName'), change.givenName],
        [text('change.surname'), change.surname],
        [text('change.sexTitle'), text(`change.sex.${change.sex}`)],
      ];
    case 'contact':
      return [[text('change.phone'), <bdi key="phone">{change.phone}</bdi>]];
    case 'death':
      return [];
    case 'marriage':
      return [
        [text('change.maritalTitle'), text(`change.marital.${change.maritalStatus}`)],
        [text('change.joins'), change.joins && <PersonLink key="joins" personId={change.joins} name={spouseName} />],
      ];
    case 'move':
      return [
        [text('change.village'), <bdi key="village">{villageName ?? change.village}</bdi>],
        [text('change.address'), change.addressLine],
      ];
  }
}
