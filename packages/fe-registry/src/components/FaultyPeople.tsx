import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from '@openimis/fe-core';
import { useDispatch } from 'react-redux';
import type { FaultyPage, Judged, RuleQuality } from '@interlink/contracts/registry/quality';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Table } from '@interlink/fe-kit/components/Table';
import { useSuccessor } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { ofStatements } from '../judged.js';
import { personPath } from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { listFaulty } from '../store/requests.js';
import { texts } from '../texts.js';
import { SourceNames } from './SourceName.js';

interface FaultyPeopleProps {
  readonly rule: RuleQuality;
  readonly purpose: Purpose;
  readonly judged: Judged;
}

/** Who a rule found fault with, once somebody asks for it: it is a look at people, and is written down (S6). */
export function FaultyPeople({ rule, purpose, judged }: FaultyPeopleProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const [isAsked, ask] = useState(false);
  const faulty = useRegistry((state) => state.faulty);
  const load = (cursor?: string) =>
    dispatch(listFaulty.ask({ rule: rule.id, purpose, ...ofStatements(judged), cursor }));
  useEffect(() => ask(false), [rule.id, purpose, judged]);
  if (!isAsked) {
    return (
      <>
        <Typography variant="body2">{text('quality.audited')}</Typography>
        <Button
          variant="outlined"
          onClick={() => {
            ask(true);
            load();
          }}
        >
          {text('quality.show')}
        </Button>
      </>
    );
  }
  return (
    <Asked>
      <Pages of={faulty} empty={text('quality.nobody')} load={load}>
        {(items) => <People items={items} />}
      </Pages>
    </Asked>
  );
}

function Asked({ children }: { readonly children: ReactNode }) {
  const { text } = useText(texts);
  const place = useRef<HTMLElement>(null);
  useSuccessor(place);
  return (
    <section ref={place} tabIndex={-1} aria-label={text('quality.atFault')}>
      {children}
    </section>
  );
}

function People({ items }: { readonly items: readonly FaultyPage['items'][number][] }) {
  const { text } = useText(texts);
  return (
    <Table
      caption={text('quality.atFault')}
      rows={items}
      keyOf={({ personId }) => personId}
      columns={[
        {
          id: 'name',
          title: text('quality.person'),
          cell: ({ personId, name }) => (
            <Link to={personPath(personId)}>
              <bdi>{name ?? text('person.nameless')}</bdi>
            </Link>
          ),
        },
        {
          id: 'sources',
          title: text('quality.sources'),
          cell: ({ sources }) => <SourceNames codes={sources} />,
        },
      ]}
    />
  );
}
