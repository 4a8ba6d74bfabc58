import { useEffect, useRef } from 'react';
import type { Explanation } from '@interlink/contracts/social-registry/run';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Paper, Typography } from '@interlink/fe-kit/ui/material';
import { fromMicro } from '../score.js';
import { texts } from '../texts.js';

/** Why a household has its score: what each term counted, its weight, and what it gave. */
export function Explained({ explanation }: { readonly explanation: Explanation }) {
  const layout = useLayout();
  const { text, language } = useText(texts);
  const { number } = useFormat();
  const { result, formula, householdId } = explanation;
  const place = useRef<HTMLHeadingElement>(null);
  // It stands above the list in which it was asked for, so that it is read where the eyes are led.
  useEffect(() => {
    if (!document.activeElement?.matches('input, select, textarea')) place.current?.focus();
  }, [householdId]);
  const label = (term: string) => formula.terms.find(({ code }) => code === term)?.label[language] ?? term;
  return (
    <Paper component="section" className={layout.card} aria-label={text('explain.title')}>
      <h2 ref={place} tabIndex={-1} className={layout.heading}>
        {text('explain.title')}
      </h2>
      <Typography>
        <bdi>{householdId.slice(-8).toUpperCase()}</bdi>:{' '}
        {text('explain.score', { score: number(fromMicro(result.score), 2) })}
      </Typography>
      <Typography>
        {result.mayQualifyFor.length > 0
          ? text('explain.qualifies', { programmes: result.mayQualifyFor.join(', ') })
          : text('explain.qualifiesNot')}
      </Typography>
      <Table
        caption={text('explain.caption', { start: number(fromMicro(result.intercept), 2) })}
        rows={result.contributions}
        keyOf={({ term }) => term}
        columns={[
          { id: 'term', title: text('explain.term'), cell: ({ term }) => label(term) },
          { id: 'value', title: text('explain.value'), cell: ({ value }) => number(fromMicro(value), 2) },
          { id: 'weight', title: text('explain.weight'), cell: ({ weight }) => number(weight / 1_000_000, 6) },
          { id: 'points', title: text('explain.points'), cell: ({ points }) => number(fromMicro(points), 2) },
        ]}
      />
    </Paper>
  );
}
