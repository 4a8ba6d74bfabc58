import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useModulesManager, useParams } from '@openimis/fe-core';
import type { CutOff, Formula } from '@interlink/contracts/social-registry/assessment';
import type { Run } from '@interlink/contracts/social-registry/run';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useFormat } from '@interlink/fe-kit/format';
import { ofSubject, withId } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Progress } from '../components/Progress.js';
import { RankingTable } from '../components/RankingTable.js';
import { Results } from '../components/Results.js';
import { SimulationForm } from '../components/SimulationForm.js';
import { formulaOf } from '../formula-of.js';
import { OWNER, ROUTE_ASSESSMENTS } from '../names.js';
import { isMoving } from '../sagas/follow.js';
import { fromMicro } from '../score.js';
import { useSocialRegistry } from '../store/reducer.js';
import { follow, loadFormulas, unfollow } from '../store/requests.js';
import { texts } from '../texts.js';

const NO_CUT_OFF: CutOff = { programme: '', comparison: 'at-least', score: 0 };

/** One assessment: how far it is, who is neediest and why, and what a cut-off would mean. */
export function RunPage() {
  const dispatch = useDispatch();
  const { id = '' } = useParams<{ id: string }>();
  const { text } = useText(texts);
  const { value: run, problem } = ofSubject(
    useSocialRegistry((state) => state.run),
    withId(id),
  );
  const formulas = useSocialRegistry((state) => state.formulas.value);
  useEffect(() => {
    dispatch(loadFormulas.ask(undefined));
    dispatch(follow('run', id));
    return () => void dispatch(unfollow());
  }, [dispatch, id]);
  const isShown = run?.id === id;
  return (
    <Page title={text('run.title')} actions={<Link to={`/${ROUTE_ASSESSMENTS}`}>{text('run.all')}</Link>}>
      {problem && <ErrorState problem={problem} onRetry={() => dispatch(follow('run', id))} />}
      {!isShown && !problem && <ProgressLine label={text('loading')} />}
      {isShown && <Shown run={run} formula={formulaOf(run, formulas ?? [])} />}
    </Page>
  );
}

interface ShownProps {
  readonly run: Run;
  readonly formula: Formula | undefined;
}

function Shown({ run, formula }: ShownProps) {
  const { text, language } = useText(texts);
  const { date } = useFormat();
  const { formulaVersion: version, day, done, total } = run;
  const cutOff = formula?.cutOffs[0] ?? NO_CUT_OFF;
  // Module configuration `currency`: that of the programmes; openIMIS has none.
  const currency = useModulesManager().getConf(OWNER, 'currency', '');
  const start = { ...cutOff, score: String(fromMicro(cutOff.score)), currency, benefit: '', budget: '' };
  return (
    <>
      <Typography>
        {text('run.what', { formula: formula?.title[language] ?? run.formula, version, day: date(day) })}
      </Typography>
      {isMoving(run) ? (
        <>
          <Progress label={text('run.running')} done={done} of={total} />
          <Typography>{text('run.whole')}</Typography>
        </>
      ) : (
        <>
          <Typography>{text('run.scope')}</Typography>
          <SimulationForm key={`${run.id} ${cutOff.programme}`} id={run.id} start={start} />
          <Results id={run.id} />
          <RankingTable id={run.id} comparison={cutOff.comparison} />
        </>
      )}
    </>
  );
}
