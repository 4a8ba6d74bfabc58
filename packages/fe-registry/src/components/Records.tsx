import { useState } from 'react';
import { useDispatch } from 'react-redux';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { LinkedRecord, PersonView } from '@interlink/contracts/registry/view';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { RIGHT_LINK } from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { unlinkRecord } from '../store/requests.js';
import { texts } from '../texts.js';
import { ReasonedAct } from './ReasonedAct.js';
import { SourceName, useSourceName, type NameOfSource } from './SourceName.js';

interface RecordsProps {
  readonly person: PersonView;
  readonly purpose: Purpose;
  /** A past view is not what one decides on. */
  readonly isPast: boolean;
  readonly onReadAgain: () => void;
}

/** The records that are this person, by which evidence, and the way to take one out again. */
export function Records({ person, purpose, isPast, onReadAgain }: RecordsProps) {
  const { text } = useText(texts);
  const { dateTime, number } = useFormat();
  const nameOf = useSourceName();
  const [wanted, choose] = useState<string>();
  // Once it was taken out there is nothing of it to decide here.
  const chosen = person.records.find(({ recordId }) => recordId === wanted);
  const mayUnlink = useHostRights().includes(RIGHT_LINK) && person.records.length > 1 && !isPast;
  return (
    <>
      <Table
        caption={text('record.caption', { count: person.records.length })}
        rows={person.records}
        keyOf={({ recordId }) => recordId}
        columns={[
          { id: 'source', title: text('record.source'), cell: ({ source }) => <SourceName code={source} /> },
          { id: 'key', title: text('record.key'), cell: ({ key }) => <bdi dir="ltr">{key}</bdi> },
          { id: 'by', title: text('record.linkedBy'), cell: (record) => <LinkedBy record={record} /> },
          { id: 'score', title: text('record.score'), cell: ({ score }) => score !== undefined && number(score, 2) },
          { id: 'at', title: text('record.linkedAt'), cell: ({ linkedAt }) => dateTime(linkedAt) },
          {
            id: 'act',
            title: text('record.act'),
            cell: (record) =>
              mayUnlink && (
                <Button
                  size="small"
                  variant="outlined"
                  aria-label={text('record.unlinkTitle', namedBy(record, nameOf))}
                  onClick={() => choose(record.recordId)}
                >
                  {text('record.unlink')}
                </Button>
              ),
          },
        ]}
      />
      {chosen && mayUnlink && (
        <Unlink key={chosen.recordId} person={person} purpose={purpose} record={chosen} onReadAgain={onReadAgain} />
      )}
    </>
  );
}

/** What a record is called in a sentence. */
const namedBy = ({ source, key }: LinkedRecord, nameOf: NameOfSource) => ({ source: nameOf(source), record: key });

function LinkedBy({ record: { linkedBy, evidence, deleted } }: { readonly record: LinkedRecord }) {
  const { text, has } = useText(texts);
  const words = evidence.map((one) => (has(`evidence.${one}`) ? text(`evidence.${one}`) : one));
  return (
    <>
      {text(`linkedBy.${linkedBy}`)}
      {words.length > 0 && ` (${words.join(', ')})`}{' '}
      {deleted && <StatusChip tone="neutral" label={text('record.deleted')} />}
    </>
  );
}

type UnlinkWish = Parameters<typeof unlinkRecord.ask>[0];

type UnlinkProps = Omit<RecordsProps, 'isPast'> & { readonly record: LinkedRecord };

function Unlink({ person: { personId, version }, purpose, record, onReadAgain }: UnlinkProps) {
  const { recordId } = record;
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const nameOf = useSourceName();
  const keyOf = useIntentKey();
  const unlinking = useRegistry((state) => state.unlink);
  const isOfThis = (asked: UnlinkWish) =>
    asked.personId === personId && asked.recordId === recordId && asked.version === version;
  const unlink = (_act: string, reason: string) => {
    const wish = { personId, version, purpose, reason, recordId };
    dispatch(unlinkRecord.ask({ ...wish, key: keyOf(wish) }));
  };
  return (
    <>
      <Acted of={ofSubject(unlinking, isOfThis)} actions={unlinkRecord} onReadAgain={onReadAgain} />
      <ReasonedAct
        label={text('record.unlinkTitle', namedBy(record, nameOf))}
        acts={[{ id: 'unlink', label: text('record.unlinkNow') }]}
        isBusy={unlinking.status === 'loading'}
        onAct={unlink}
      >
        <p>{text('record.unlinkHelp', namedBy(record, nameOf))}</p>
      </ReasonedAct>
    </>
  );
}
