import { useState } from 'react';
import { useDispatch } from 'react-redux';
import type { AnswerSample, SampleAnswer, SampledLine } from '@interlink/contracts/payments/sample';
import { fromDecimal } from '@interlink/domain/payments/money';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { Table } from '@interlink/fe-kit/components/Table';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button } from '@interlink/fe-kit/ui/material';
import { answerSample, sampledLine } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';
import { Money } from './Money.js';

const NOT_ASKED = { status: 'idle' } as const;
const ANSWERS: readonly SampleAnswer[] = ['received', 'less', 'not-received', 'not-found', 'refused'];

interface SampledLinesProps {
  readonly id: string;
  readonly lines: readonly SampledLine[];
}

/** Whom to ask, with what they said; an answer can be corrected. */
export function SampledLines({ id, lines }: SampledLinesProps) {
  const { text } = useText(texts);
  return (
    <Table
      caption={text('sample.lines')}
      rows={lines}
      keyOf={({ instrId }) => instrId}
      columns={[
        { id: 'benefit', title: text('line.benefit'), cell: ({ benefitCode }) => <bdi>{benefitCode}</bdi> },
        { id: 'name', title: text('sample.name'), cell: ({ name }) => <bdi>{name ?? text('sample.erased')}</bdi> },
        {
          id: 'amount',
          title: text('line.amount'),
          cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
        },
        { id: 'account', title: text('line.account'), cell: ({ accountEnd }) => <bdi dir="ltr">…{accountEnd}</bdi> },
        { id: 'said', title: text('sample.answer'), cell: (line) => <Answer id={id} line={line} /> },
      ]}
    />
  );
}

/** Kept when it is chosen, but for "less", which wants an amount first. */
function Answer({ id, line }: { readonly id: string; readonly line: SampledLine }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  // Until its amount is kept; all else is shown as it is kept, so that what was refused is not read as an answer.
  const [wantsLess, setWantsLess] = useState(false);
  const [amount, setAmount] = useState('');
  const { instrId, benefitCode, currency, amountMinor } = line;
  const answering = usePayments((state) => state.answerSample[sampledLine({ id, instrId })]) ?? NOT_ASKED;
  const keep = (body: AnswerSample) =>
    dispatch(answerSample.ask({ id, instrId, body, key: keyOf([instrId, body, line.answeredAt]) }));
  const choose = (value: string) => {
    setWantsLess(value === 'less');
    if (value !== '' && value !== 'less') keep({ answer: value as SampleAnswer });
  };
  const said = wantsLess ? 'less' : (line.answer ?? '');
  const isLess = said === 'less';
  const receivedMinor = fromDecimal(amount, currency)?.minor;
  const isAmount = receivedMinor !== undefined && receivedMinor > 0 && receivedMinor < amountMinor;
  return (
    <>
      <SelectField
        unmarked
        label={text('sample.answerOf', { who: benefitCode })}
        value={said}
        choices={[
          ...(said === '' ? [{ value: '', label: text('sample.open') }] : []),
          ...ANSWERS.map((value) => ({ value, label: text(`sample.said.${value}`) })),
        ]}
        onChange={choose}
      />
      {isLess && line.receivedMinor !== undefined && <Money minor={line.receivedMinor} currency={currency} />}
      {isLess && (
        <>
          <TextField
            unmarked
            ltr
            inputMode="decimal"
            label={text('sample.howMuch', { currency })}
            value={amount}
            error={amount !== '' && !isAmount ? text('sample.amountWrong') : undefined}
            onChange={setAmount}
          />
          <Button
            variant="outlined"
            disabled={!isAmount || answering.status === 'loading'}
            onClick={() => receivedMinor !== undefined && keep({ answer: 'less', receivedMinor })}
          >
            {text('sample.keep')}
          </Button>
        </>
      )}
      <Acted of={answering} actions={answerSample}>
        {() => null}
      </Acted>
    </>
  );
}
