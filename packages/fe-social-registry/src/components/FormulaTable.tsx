import { useState } from 'react';
import { useDispatch } from 'react-redux';
import type { KeptFormula } from '@interlink/contracts/social-registry/run';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { RIGHT_APPROVE } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { approveFormula, loadFormulas } from '../store/requests.js';
import { texts } from '../texts.js';
import { FormulaShown } from './FormulaShown.js';

/** Formulas with who wrote and who approved them. */
export function FormulaTable({ formulas }: { readonly formulas: readonly KeptFormula[] }) {
  const { text, language } = useText(texts);
  const { date } = useFormat();
  const dispatch = useDispatch();
  const approving = useSocialRegistry((state) => state.approve);
  const [shown, show] = useState<KeptFormula['formula']>();
  return (
    <>
      <Acted of={approving} actions={approveFormula} onReadAgain={() => dispatch(loadFormulas.ask(undefined))} />
      <Table
        caption={text('formulas.caption')}
        rows={formulas}
        keyOf={({ formula: { code, version } }) => `${code} ${version}`}
        columns={[
          { id: 'title', title: text('formulas.formula'), cell: ({ formula }) => formula.title[language] },
          { id: 'version', title: text('formulas.version'), cell: ({ formula }) => formula.version },
          { id: 'kind', title: text('formulas.kind'), cell: ({ formula }) => text(`kind.${formula.kind}`) },
          { id: 'from', title: text('formulas.from'), cell: ({ formula }) => date(formula.effectiveFrom) },
          { id: 'maker', title: text('formulas.maker'), cell: ({ makerLogin }) => <bdi>{makerLogin}</bdi> },
          { id: 'state', title: text('uploads.state'), cell: (one) => <State kept={one} /> },
          {
            id: 'show',
            title: text('formulas.show'),
            cell: ({ formula }) => (
              <Button
                size="small"
                aria-label={`${text('formulas.show')}: ${formula.title[language]}, ${formula.version}`}
                onClick={() => show(formula)}
              >
                {text('formulas.show')}
              </Button>
            ),
          },
        ]}
      />
      {shown && <FormulaShown formula={shown} />}
    </>
  );
}

function State({ kept: { state, formula, approverLogin } }: { readonly kept: KeptFormula }) {
  const dispatch = useDispatch();
  const { text, language } = useText(texts);
  const mayApprove = useHostRights().includes(RIGHT_APPROVE);
  const keyOf = useIntentKey();
  const { status } = useSocialRegistry((all) => all.approve);
  if (state === 'approved')
    return <StatusChip tone="good" label={text('formulas.approvedBy', { who: approverLogin ?? '' })} />;
  const { code, version, title } = formula;
  const approve = () => dispatch(approveFormula.ask({ code, version, key: keyOf(['approve', code, version]) }));
  return (
    <>
      <StatusChip tone="warn" label={text('formulas.draft')} />{' '}
      {mayApprove && (
        <Button
          size="small"
          variant="outlined"
          disabled={status === 'loading'}
          aria-label={`${text('formulas.approve')}: ${title[language]}, ${version}`}
          onClick={approve}
        >
          {text('formulas.approve')}
        </Button>
      )}
    </>
  );
}
