import { useMemo, useState, type ReactNode } from 'react';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { StatisticsQuery } from '@interlink/contracts/registry/statistics';
import { isDay } from '@interlink/domain/platform/times';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

interface OnDayProps {
  readonly purpose: Purpose;
  /** Undefined while what is written is no day. */
  readonly children: (query: StatisticsQuery | undefined) => ReactNode;
}

/** Of which day a summary is wanted; empty for today. */
export function OnDay({ purpose, children }: OnDayProps) {
  const { text } = useText(texts);
  const [asOf, setAsOf] = useState('');
  const [isLeft, setLeft] = useState(false);
  const isWrong = asOf !== '' && !isDay(asOf);
  const query = useMemo(
    () => (isWrong ? undefined : { purpose, ...(asOf !== '' && { asOf }) }),
    [purpose, asOf, isWrong],
  );
  return (
    <>
      {/* Whoever is still writing is told nothing: half a day is none yet. */}
      <div onBlur={() => setLeft(true)} onFocus={() => setLeft(false)}>
        <TextField
          unmarked
          ltr
          label={text('statistics.asOf')}
          help={text('statistics.asOfHelp')}
          error={isWrong && (isLeft || asOf.length >= 10) ? text('statistics.asOfWrong') : undefined}
          value={asOf}
          onChange={setAsOf}
        />
      </div>
      {children(query)}
    </>
  );
}
