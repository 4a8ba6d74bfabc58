import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useHistory } from '@openimis/fe-core';
import type { KeptFormula, Run } from '@interlink/contracts/social-registry/run';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { FormulaForm } from '../components/FormulaForm.js';
import { FormulaTable } from '../components/FormulaTable.js';
import { formulaOf } from '../formula-of.js';
import { RIGHT_ASSESS, runPath } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { beginRun, listRuns, loadFormulas } from '../store/requests.js';
import { texts } from '../texts.js';

/** Formulas, and the assessments that were made by them. */
export function AssessmentsPage() {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const mayAssess = useHostRights().includes(RIGHT_ASSESS);
  const formulas = useSocialRegistry((state) => state.formulas);
  const runs = useSocialRegistry((state) => state.runs);
  const load = () => {
    dispatch(loadFormulas.ask(undefined));
    dispatch(listRuns.ask(undefined));
  };
  useEffect(load, [dispatch]);
  const problem = formulas.problem ?? runs.problem;
  const isLoading = [formulas, runs].some(({ status }) => status === 'loading');
  return (
    <Page title={text('assessments.title')}>
      {isLoading && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={load} />}
      <h2 className={layout.heading}>{text('formulas.title')}</h2>
      {formulas.value && <Formulas formulas={formulas.value} mayWrite={mayAssess} />}
      {mayAssess && <FormulaForm />}
      <h2 className={layout.heading}>{text('runs.title')}</h2>
      {mayAssess && formulas.value && <BeginRun formulas={formulas.value} />}
      {runs.value && <Runs runs={runs.value} formulas={formulas.value ?? []} />}
    </Page>
  );
}

interface FormulasProps {
  readonly formulas: readonly KeptFormula[];
  readonly mayWrite: boolean;
}

function Formulas({ formulas, mayWrite }: FormulasProps) {
  const { text } = useText(texts);
  if (formulas.length > 0) return <FormulaTable formulas={formulas} />;
  return <EmptyState title={text(mayWrite ? 'formulas.empty' : 'formulas.emptyForReader')} />;
}

interface RunsProps {
  readonly runs: readonly Run[];
  readonly formulas: readonly KeptFormula[];
}

function Runs(props: RunsProps) {
  const { text } = useText(texts);
  return props.runs.length > 0 ? <RunTable {...props} /> : <EmptyState title={text('runs.empty')} />;
}

function BeginRun({ formulas }: { readonly formulas: readonly KeptFormula[] }) {
  const dispatch = useDispatch();
  const history = useHistory();
  const layout = useLayout();
  const { text, language } = useText(texts);
  const keyOf = useIntentKey();
  const beginning = useSocialRegistry((state) => state.beginRun);
  const { status, value } = beginning;
  const approved = formulas.filter(({ state }) => state === 'approved');
  const codes = [...new Map(approved.map(({ formula }) => [formula.code, formula.title[language]]))];
  const [code, setCode] = useState('');
  const [wanted, setWanted] = useState(false);
  const chosen = code || codes[0]?.[0];
  useEffect(() => {
    if (wanted && status === 'done' && value) history.push(runPath(value.id));
  }, [wanted, status, value, history]);
  if (chosen === undefined) return null;
  const begin = () => {
    setWanted(true);
    dispatch(beginRun.ask({ body: { formula: chosen }, key: keyOf(['run', chosen, value?.id]) }));
  };
  return (
    <div className={layout.row}>
      <SelectField
        unmarked
        label={text('runs.formula')}
        value={chosen}
        choices={codes.map(([one, title]) => ({ value: one, label: title }))}
        onChange={setCode}
      />
      <Button variant="contained" color="primary" disabled={status === 'loading'} onClick={begin}>
        {text('runs.begin')}
      </Button>
      <Acted of={beginning} actions={beginRun} />
    </div>
  );
}

function RunTable({ runs, formulas }: RunsProps) {
  const { text, language } = useText(texts);
  const { dateTime, number } = useFormat();
  return (
    <Table
      caption={text('runs.caption', { count: runs.length })}
      rows={runs}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'at',
          title: text('uploads.at'),
          cell: ({ id, createdAt }) => <Link to={runPath(id)}>{dateTime(createdAt)}</Link>,
        },
        {
          id: 'formula',
          title: text('formulas.formula'),
          cell: (run) => `${formulaOf(run, formulas)?.title[language] ?? run.formula} ${run.formulaVersion}`,
        },
        {
          id: 'state',
          title: text('uploads.state'),
          cell: ({ state }) => text(`run.${state}`),
        },
        {
          id: 'assessed',
          title: text('runs.assessed'),
          cell: ({ done, total }) => `${number(done)} / ${number(total)}`,
        },
        { id: 'by', title: text('uploads.by'), cell: ({ makerLogin }) => <bdi>{makerLogin}</bdi> },
      ]}
    />
  );
}
