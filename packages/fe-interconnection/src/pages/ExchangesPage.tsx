import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useDispatch } from 'react-redux';
import { useLocation } from '@openimis/fe-core';
import type { ExchangeFilter } from '@interlink/contracts/interconnection/partner-commands';
import { isDay } from '@interlink/domain/platform/times';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Loaded, More } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { ExchangeTable } from '../components/ExchangeTable.js';
import { PartnerField, useLoadedPartners } from '../components/PartnerName.js';
import { useWords } from '../components/words.js';
import { useInterconnection } from '../store/reducer.js';
import { leavePage, loadExchanges } from '../store/requests.js';

const FIELDS = ['partner', 'operation', 'result'] as const;
const RESULTS = ['succ', 'accepted', 'received', 'told', 'pdng', 'rjct', 'refused'] as const;
const DAYS = ['from', 'until'] as const;
const DAY_MS = 86_400_000;
const LONGEST = { operation: 60, from: 10, until: 10 } as const;

/** What was typed, as the service takes it; a day is counted in UTC, the last one included. */
export function toFilter(typed: Readonly<Record<string, string>>): ExchangeFilter {
  const [from = NaN, until = NaN] = DAYS.map((name) => {
    const day = typed[name]?.trim() ?? '';
    return isDay(day) ? Date.parse(day) : NaN;
  });
  return {
    ...Object.fromEntries(FIELDS.map((name) => [name, typed[name]?.trim()]).filter(([, value]) => value)),
    ...(!Number.isNaN(from) && { from: new Date(from).toISOString() }),
    ...(!Number.isNaN(until) && { until: new Date(until + DAY_MS).toISOString() }),
  };
}

/** What passed and what was refused, by partner, operation, result and time. */
export function ExchangesPage() {
  const dispatch = useDispatch();
  const { text } = useWords();
  const asked = new URLSearchParams(useLocation().search).get('partner') ?? '';
  const [filter, setFilter] = useState<ExchangeFilter>(toFilter({ partner: asked }));
  const exchanges = useInterconnection((state) => state.exchanges);
  useEffect(() => void dispatch(loadExchanges.ask(filter)), [dispatch, filter]);
  useLoadedPartners();
  useEffect(() => () => void dispatch(leavePage()), [dispatch]);
  return (
    <Page title={text('exchanges.title')}>
      <Typography>{text('exchanges.intro')}</Typography>
      <FilterForm asked={asked} onFilter={setFilter} />
      <Loaded of={exchanges} onRetry={() => dispatch(loadExchanges.ask(filter))}>
        {({ lines, next }) => (
          <>
            {lines.length > 0 ? <ExchangeTable lines={lines} /> : <EmptyState title={text('exchanges.none')} />}
            <More
              isBusy={exchanges.status === 'loading'}
              onMore={next === undefined ? undefined : () => dispatch(loadExchanges.ask({ ...filter, after: next }))}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function FilterForm({
  asked,
  onFilter,
}: {
  readonly asked: string;
  readonly onFilter: (filter: ExchangeFilter) => void;
}) {
  const layout = useLayout();
  const { text } = useWords();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({ partner: asked });
  const [wasTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const set = (name: string) => (value: string) => setTyped((before) => ({ ...before, [name]: value }));
  // Left out in silence, it would pass for a log in which nothing else happened.
  const isBad = (name: keyof typeof LONGEST) =>
    (name === 'from' || name === 'until') && (typed[name]?.trim() ?? '') !== '' && !isDay(typed[name]?.trim() ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (DAYS.some(isBad)) return leadToError(form);
    onFilter(toFilter(typed));
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('filter.title')}>
      <div className={layout.grid}>
        <PartnerField value={typed['partner'] ?? ''} onChange={set('partner')} none={text('filter.all')} />
        <SelectField
          unmarked
          label={text('filter.result')}
          value={typed['result'] ?? ''}
          onChange={set('result')}
          choices={['', ...RESULTS].map((value) => ({
            value,
            label: text(value === '' ? 'filter.all' : `result.${value}`),
          }))}
        />
        {(['operation', ...DAYS] as const).map((name) => (
          <TextField
            key={name}
            unmarked
            ltr
            label={text(`filter.${name}`)}
            help={text(name === 'operation' ? 'filter.operationHelp' : 'agreement.dateHelp')}
            value={typed[name] ?? ''}
            onChange={set(name)}
            error={wasTried && isBad(name) ? text('agreement.badDay') : undefined}
            maxLength={LONGEST[name]}
          />
        ))}
      </div>
      <Button type="submit" variant="outlined">
        {text('filter.apply')}
      </Button>
    </form>
  );
}
