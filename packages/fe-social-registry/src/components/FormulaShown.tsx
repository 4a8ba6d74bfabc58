import { useEffect, useRef } from 'react';
import { useDispatch } from 'react-redux';
import type { CutOff, Formula } from '@interlink/contracts/social-registry/assessment';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Paper } from '@interlink/fe-kit/ui/material';
import { fromMicro } from '../score.js';
import { useSocialRegistry } from '../store/reducer.js';
import { loadQuestionnaires } from '../store/requests.js';
import { texts } from '../texts.js';
import { useVariableWords } from './useVariableWords.js';

/** S10: all that a formula says, as it computes: whoever approves it sees what they approve. */
export function FormulaShown({ formula }: { readonly formula: Formula }) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text, language } = useText(texts);
  const { date, number } = useFormat();
  const questionnaire = useSocialRegistry((state) => state.questionnaires.value)?.find(
    ({ code }) => code === formula.questionnaire,
  );
  useEffect(() => void dispatch(loadQuestionnaires.ask(undefined)), [dispatch]);
  const counts = useVariableWords(questionnaire);
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => place.current?.focus(), [formula]);
  const title = `${formula.title[language]}, ${text('formulas.version')} ${formula.version}`;
  const { effectiveFrom, effectiveTo, intercept, terms, cutOffs } = formula;
  return (
    <Paper component="section" className={layout.card} aria-label={title}>
      <h3 ref={place} tabIndex={-1} className={layout.heading}>
        {title}
      </h3>
      <Facts
        facts={[
          [text('upload.questionnaire'), questionnaire?.title[language] ?? formula.questionnaire],
          [text('formulas.from'), date(effectiveFrom)],
          [text('formulas.to'), effectiveTo && date(effectiveTo)],
          ...cutOffs.map(({ programme, comparison, score }: CutOff) => {
            const passes = `${text(`comparison.${comparison}`)}: ${number(fromMicro(score), 2)}`;
            return [text('formulas.cutOff', { programme }), <bdi key={programme}>{passes}</bdi>] as const;
          }),
        ]}
      />
      <Table
        caption={text('explain.caption', { start: number(fromMicro(intercept), 2) })}
        rows={terms}
        keyOf={({ code }) => code}
        columns={[
          { id: 'term', title: text('explain.term'), cell: ({ label }) => label[language] },
          { id: 'counts', title: text('explain.value'), cell: ({ variable }) => counts(variable) },
          { id: 'weight', title: text('explain.weight'), cell: ({ weight }) => number(weight / 1_000_000, 6) },
        ]}
      />
    </Paper>
  );
}
