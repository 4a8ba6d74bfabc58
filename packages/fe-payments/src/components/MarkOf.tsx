import type { PayMark } from '@interlink/contracts/payments/pay-point';
import { useText } from '@interlink/fe-kit/texts';
import { makeStyles } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';

export interface NewMark {
  readonly mark: PayMark['mark'];
  /** When it was made, not when it is handed in. */
  readonly at: string;
  readonly proof: string;
}

const KINDS: readonly PayMark['mark'][] = ['paid', 'proxy', 'refused', 'absent'];
const useStyles = makeStyles({
  control: { font: 'inherit', minHeight: 44, marginInlineEnd: 8, maxWidth: '100%' },
});

interface MarkOfProps {
  readonly name: string;
  /** What the service holds. */
  readonly kept: PayMark['mark'] | undefined;
  readonly fresh: NewMark | undefined;
  readonly onChange: (mark: NewMark | undefined) => void;
}

/** What became of one person, and what was shown for it. */
export function MarkOf({ name, kept, fresh, onChange }: MarkOfProps) {
  const { text } = useText(texts);
  const { control } = useStyles();
  const change = (kind: string) => {
    const mark = KINDS.find((one) => one === kind);
    onChange(mark && { mark, at: new Date().toISOString(), proof: fresh?.proof ?? '' });
  };
  return (
    <>
      <select
        className={control}
        aria-label={text('payPoint.markOf', { name })}
        value={fresh?.mark ?? ''}
        onChange={(event) => change(event.target.value)}
      >
        <option value="">
          {kept === undefined ? text('mark.none') : text('mark.kept', { mark: text(`mark.${kept}`) })}
        </option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {text(`mark.${kind}`)}
          </option>
        ))}
      </select>
      {fresh && (
        <input
          className={control}
          maxLength={300}
          aria-label={text('payPoint.proofOf', { name })}
          placeholder={text('payPoint.proof')}
          value={fresh.proof}
          onChange={(event) => onChange({ ...fresh, proof: event.target.value })}
        />
      )}
    </>
  );
}
