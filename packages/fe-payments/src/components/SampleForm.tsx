import { useState } from 'react';
import { useDispatch } from 'react-redux';
import type { DrawSample } from '@interlink/contracts/payments/sample';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { drawSample } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';

const SURE = ['90', '95', '99'] as const;
const MARGINS = ['1', '2', '3', '5', '7', '10', '15'] as const;

/** How sure the result is to be; then people are drawn, once. */
export function SampleForm({ id }: { readonly id: string }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { percent } = useFormat();
  const layout = useLayout();
  const keyOf = useIntentKey();
  const [confidence, setConfidence] = useState<string>('95');
  const [margin, setMargin] = useState<string>('5');
  const drawing = usePayments((state) => state.drawSample);
  const body = { confidence: Number(confidence), marginPercent: Number(margin) } as DrawSample;
  const choice = (value: string) => ({ value, label: percent(Number(value) / 100) });
  return (
    <form
      aria-label={text('sample.draw')}
      onSubmit={(event) => {
        event.preventDefault();
        dispatch(drawSample.ask({ id, body, key: keyOf(['sample', id, body]) }));
      }}
    >
      <Typography gutterBottom>{text('sample.help')}</Typography>
      <div className={layout.grid}>
        <SelectField
          unmarked
          label={text('sample.confidence')}
          help={text('sample.confidenceHelp')}
          value={confidence}
          choices={SURE.map(choice)}
          onChange={setConfidence}
        />
        <SelectField
          unmarked
          label={text('sample.margin')}
          help={text('sample.marginHelp')}
          value={margin}
          choices={MARGINS.map(choice)}
          onChange={setMargin}
        />
      </div>
      <Button type="submit" variant="contained" color="primary" disabled={drawing.status === 'loading'}>
        {text('sample.draw')}
      </Button>
      <Acted of={drawing} actions={drawSample}>
        {() => null}
      </Acted>
    </form>
  );
}
