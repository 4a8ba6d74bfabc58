import { useRef, useState, type FormEvent } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { KnownHousehold, PersonView } from '@interlink/contracts/registry/view';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Table } from '@interlink/fe-kit/components/Table';
import { Told } from '@interlink/fe-kit/components/Told';
import { useFormat } from '@interlink/fe-kit/format';
import { leadToError, useWayBack } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { PAGE_SIZE, type PeoplePage } from '../api.js';
import { useLayout } from '../components/layout.js';
import { PersonName } from '../components/PersonName.js';
import { PurposeGate } from '../components/PurposeGate.js';
import { SourceNames } from '../components/SourceName.js';
import { householdPath, personPath } from '../names.js';
import { isYear, SEARCH_BY, type SearchBy, type Wanted } from '../search-by.js';
import { useRegistry } from '../store/reducer.js';
import { searchPeople } from '../store/requests.js';
import { texts } from '../texts.js';

/** Finds people of all systems by what one knows of them. */
export function SearchPage() {
  const { text } = useText(texts);
  return (
    <Page title={text('search.title')}>
      <PurposeGate>{(purpose) => <Search purpose={purpose} />}</PurposeGate>
    </Page>
  );
}

function Search({ purpose }: { readonly purpose: Purpose }) {
  const dispatch = useDispatch();
  // Whoever comes back from one of the people who were found goes on with the others.
  const asked = useRegistry((state) => state.people.asked) as Parameters<typeof searchPeople.ask>[0] | undefined;
  const ask = (wanted: Wanted, page = 1) => void dispatch(searchPeople.ask({ purpose, wanted, page }));
  return (
    <>
      <SearchForm before={asked?.wanted} onSearch={ask} />
      {/* S2, S6: what may be seen depends on the purpose. */}
      {asked?.purpose === purpose && <Found page={asked.page} onPage={(page) => ask(asked.wanted, page)} />}
    </>
  );
}

interface SearchFormProps {
  readonly before: Wanted | undefined;
  readonly onSearch: (wanted: Wanted) => void;
}

function SearchForm({ before, onSearch }: SearchFormProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  const [by, setBy] = useState<SearchBy>(before?.by ?? 'name');
  const [value, setValue] = useState(before?.value ?? '');
  const [bornIn, setBornIn] = useState(before?.bornIn ?? '');
  const form = useRef<HTMLFormElement>(null);
  const [isTried, setTried] = useState(false);
  const isMissing = value.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isMissing || !isYear(bornIn.trim())) return leadToError(form);
    onSearch({ by, value, bornIn: bornIn.trim() });
  };
  return (
    <form ref={form} onSubmit={submit} role="search" aria-label={text('search.title')} noValidate>
      <div className={layout.grid}>
        <SelectField
          label={text('search.by')}
          value={by}
          choices={SEARCH_BY.map((one) => ({ value: one, label: text(`search.${one}`) }))}
          onChange={(next) => setBy(next as SearchBy)}
          unmarked
        />
        <TextField
          label={text(`search.${by}`)}
          help={text(`search.help.${by}`)}
          value={value}
          onChange={setValue}
          error={isTried && isMissing ? text('search.missing') : undefined}
          maxLength={200}
          ltr={by !== 'name'}
          required
        />
        <TextField
          label={text('search.bornIn')}
          value={bornIn}
          onChange={setBornIn}
          error={isTried && !isYear(bornIn.trim()) ? text('search.yearWrong') : undefined}
          inputMode="numeric"
          maxLength={4}
          ltr
        />
      </div>
      <Button type="submit" variant="contained" color="primary">
        {text('search.find')}
      </Button>
    </form>
  );
}

interface FoundProps {
  readonly page: number;
  readonly onPage: (page: number) => void;
}

function Found({ page, onPage }: FoundProps) {
  const { text } = useText(texts);
  const people = useRegistry((state) => state.people);
  const found = people.status === 'done' ? people.value : undefined;
  return (
    <>
      <Told>
        {found !== undefined &&
          found.total > 0 &&
          found.hasMore !== true &&
          text('search.caption', { count: found.total })}
      </Told>
      {/* The page before stays until the next one is there, and with it the buttons on which the keyboard is. */}
      {people.status === 'loading' && people.value !== undefined && <ProgressLine label={text('loading')} />}
      <Loaded of={people} onRetry={() => onPage(page)}>
        {({ items, total, hasMore, across }) =>
          items.length === 0 ? (
            <EmptyState title={text('search.none')} />
          ) : (
            <>
              {hasMore === true && <Typography role="status">{text('search.hasMore', { count: total })}</Typography>}
              <People items={items} total={total} across={across} />
              <Turn
                page={page}
                pages={Math.ceil(total / PAGE_SIZE)}
                isBusy={people.status === 'loading'}
                onPage={onPage}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}

interface TurnProps extends FoundProps {
  readonly pages: number;
  readonly isBusy: boolean;
}

function Turn({ page, pages, isBusy, onPage }: TurnProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  useWayBack(isBusy ? 'loading' : 'done');
  if (pages <= 1) return null;
  return (
    <div className={layout.row}>
      <Button variant="outlined" disabled={isBusy || page <= 1} onClick={() => onPage(page - 1)}>
        {text('search.before')}
      </Button>
      {/* Not of the page that is still on its way. */}
      <span>{!isBusy && text('search.page', { page, pages })}</span>
      <Button variant="outlined" disabled={isBusy || page >= pages} onClick={() => onPage(page + 1)}>
        {text('search.after')}
      </Button>
    </div>
  );
}

function People({ items, total, across = [] }: Pick<PeoplePage, 'items' | 'total'> & Across) {
  const { text } = useText(texts);
  const { birthDate } = useFormat();
  return (
    <Table
      caption={text('search.caption', { count: total })}
      rows={items}
      keyOf={({ personId }) => personId}
      columns={[
        {
          id: 'name',
          title: text('field.name'),
          cell: ({ personId, data }) => (
            <Link to={personPath(personId)}>
              <PersonName data={data} />
            </Link>
          ),
        },
        { id: 'born', title: text('field.birthDate'), cell: ({ data }) => data.birthDate && birthDate(data.birthDate) },
        { id: 'sex', title: text('field.sex'), cell: ({ data }) => data.sex && text(`sex.${data.sex}`) },
        {
          id: 'place',
          title: text('field.place'),
          cell: ({ data }) => data.place?.name && <bdi>{data.place.name}</bdi>,
        },
        { id: 'programmes', title: text('person.programmes'), cell: (person) => <ProgrammeNames person={person} /> },
        {
          id: 'households',
          title: text('search.households'),
          cell: ({ households }) => <HitHouseholds households={households} across={across} />,
        },
        {
          id: 'sources',
          title: text('record.sources'),
          cell: ({ records }) => <SourceNames codes={records.map(({ source }) => source)} />,
        },
      ]}
    />
  );
}

function ProgrammeNames({ person: { enrolments, otherEnrolments } }: { readonly person: PersonView }) {
  const { text } = useText(texts);
  const names = [...new Set(enrolments.map(({ programmeName }) => programmeName))];
  const shown = [...names, ...(otherEnrolments ? [text('search.others')] : [])];
  // A cell without anything is left out of a card.
  return shown.length > 0 ? <bdi>{shown.join(', ')}</bdi> : null;
}

type Across = { readonly across?: PeoplePage['across'] | undefined };
type HitHouseholdsProps = Pick<PersonView, 'households'> & Required<Across>;

/** A household that several systems know is one link, with all of them. */
function HitHouseholds({ households, across = [] }: HitHouseholdsProps) {
  const { text } = useText(texts);
  const groupOf = (one: KnownHousehold) =>
    across.find((group) => group.some(({ householdId }) => householdId === one.householdId)) ?? [one];
  const nameOf = (one: KnownHousehold) => groupOf(one)[0]?.householdId;
  const once = households.filter((one, at) => households.findIndex((first) => nameOf(first) === nameOf(one)) === at);
  return (
    <>
      {once.map((one) => (
        <div key={one.householdId}>
          <Link to={householdPath(one.householdId)}>{text('person.household')}</Link> (
          <SourceNames codes={groupOf(one).map(({ source }) => source)} />)
        </div>
      ))}
    </>
  );
}
