import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { AskedSource } from '@interlink/contracts/exchange/refresh';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { randomId } from '@interlink/fe-kit/random-id';
import { ofSubject, withId } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { useSinceOpened } from '@interlink/fe-kit/useSinceOpened';
import { useRegistry } from '../store/reducer.js';
import { refreshPerson } from '../store/requests.js';
import { texts } from '../texts.js';

interface AskSystemsProps {
  readonly personId: string;
  readonly purpose: Purpose;
  readonly onReadAgain: () => void;
}

/** IBR-020: what the systems have to say of this person now, and what came of asking each. */
export function AskSystems({ personId, purpose, onReadAgain }: AskSystemsProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const asking = ofSubject(
    useRegistry((state) => state.refresh),
    withId(personId),
  );
  const said = useSinceOpened(asking);
  const isNews = said.status === 'done' && said.value?.sources.some(({ outcome }) => outcome === 'read');
  useEffect(() => {
    if (isNews) onReadAgain();
    // Once for each answer: how the page is read again changes with what it shows.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isNews, said.value]);
  return (
    <>
      <p>{text('asked.help')}</p>
      <Button
        variant="outlined"
        disabled={asking.status === 'loading'}
        // Each time it is another question: the answer of before is not wanted again.
        onClick={() => dispatch(refreshPerson.ask({ id: personId, purpose, key: randomId() }))}
      >
        {text('asked.title')}
      </Button>
      <Acted of={asking} actions={refreshPerson} onReadAgain={onReadAgain}>
        {({ sources }) => <Answers sources={sources} />}
      </Acted>
    </>
  );
}

function Answers({ sources }: { readonly sources: readonly AskedSource[] }) {
  const { text } = useText(texts);
  const { number } = useFormat();
  return (
    <Table
      caption={text('asked.caption')}
      rows={sources}
      keyOf={({ source }) => source}
      columns={[
        { id: 'source', title: text('record.source'), cell: ({ name }) => <bdi>{name}</bdi> },
        { id: 'said', title: text('asked.said'), cell: (one) => <Said of={one} /> },
        { id: 'records', title: text('asked.records'), cell: ({ records }) => number(records) },
      ]}
    />
  );
}

function Said({ of: { outcome, reason, records } }: { readonly of: AskedSource }) {
  const { text, has } = useText(texts);
  const isNobody = outcome === 'unchanged' && records === 0;
  const word = reason !== undefined && has(`asked.reason.${reason}`) ? text(`asked.reason.${reason}`) : reason;
  return (
    <>
      {text(isNobody ? 'asked.nobody' : `asked.outcome.${outcome}`)}
      {word !== undefined && (
        <>
          {' ('}
          <bdi>{word}</bdi>)
        </>
      )}
    </>
  );
}
