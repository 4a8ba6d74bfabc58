import type { ReactNode } from 'react';
import type { Conflict } from '@interlink/contracts/registry/conflict';
import type { PersonView } from '@interlink/contracts/registry/view';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { Resolved, sideNames } from './ConflictCard.js';
import { showValue } from './FactList.js';
import { useSourceName } from './SourceName.js';

interface ChangedMeanwhileProps {
  /** As it was decided on. */
  readonly shown: Conflict | undefined;
  /** The refusal, which tells what there is by now. */
  readonly problem: ApiProblem | undefined;
}

/** IBR-016: both values, before anything is read again: what somebody decided on, and what there is now. */
export function ChangedMeanwhile({ shown, problem }: ChangedMeanwhileProps) {
  const { text } = useText(texts);
  const present = problem?.details['present'] as Conflict | undefined;
  const rows = useRows(shown, present);
  if (!shown || !present) return null;
  return (
    <>
      {rows.length > 0 && (
        <Table
          caption={text('conflict.meanwhile.caption')}
          rows={rows}
          keyOf={({ key }) => key}
          columns={[
            { id: 'what', title: text('conflict.meanwhile.what'), cell: ({ what }) => <bdi>{what}</bdi> },
            { id: 'saw', title: text('conflict.meanwhile.saw'), cell: ({ saw }) => saw },
            { id: 'now', title: text('conflict.meanwhile.now'), cell: ({ now }) => now },
          ]}
        />
      )}
      {present.state === 'resolved' && <Resolved conflict={present} />}
    </>
  );
}

interface Row {
  readonly key: string;
  readonly what: string;
  readonly saw: ReactNode;
  readonly now: ReactNode;
}

/** What each source says, then and now; of a conflict without values, what it is about. */
function useRows(shown: Conflict | undefined, present: Conflict | undefined): readonly Row[] {
  const reader = useText(texts);
  const format = useFormat();
  const sourceOf = useSourceName();
  if (!shown || !present) return [];
  const valueIn = ({ field = '', sides }: Conflict, record: string): ReactNode => {
    const side = sides.find(({ recordId }) => recordId === record);
    if (!side) return reader.text('conflict.meanwhile.gone');
    if (side.value === undefined) return reader.text('conflict.hidden');
    return showValue(field, { [field]: side.value } as PersonView['data'], reader, format);
  };
  const added = present.sides.filter(({ recordId }) => !shown.sides.some((one) => one.recordId === recordId));
  const sides = [...shown.sides, ...added];
  const names = sideNames(sides, sourceOf);
  const [saw, now] = [shown, present].map(({ programmes }) => programmes.join(' + '));
  return [
    ...sides.map(({ recordId }, at) => ({
      key: recordId,
      what: names[at] ?? '',
      saw: valueIn(shown, recordId),
      now: valueIn(present, recordId),
    })),
    ...(saw === now ? [] : [{ key: 'programmes', what: reader.text('person.programmes'), saw, now }]),
  ];
}
