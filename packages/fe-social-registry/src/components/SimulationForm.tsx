import { useState } from 'react';
import { useDispatch } from 'react-redux';
import type { Simulation, SimulationQuery } from '@interlink/contracts/social-registry/run';
import { amountText } from '@interlink/domain/payments/money';
import { typedMinor } from '@interlink/domain/platform/minor-units';
import { Amount } from '@interlink/fe-kit/components/Amount';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { useFormat } from '@interlink/fe-kit/format';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Paper, Typography } from '@interlink/fe-kit/ui/material';
import { fromMicro, toMicro } from '../score.js';
import { useSocialRegistry } from '../store/reducer.js';
import { simulate } from '../store/requests.js';
import { texts } from '../texts.js';
import { Numbers } from './Numbers.js';
import { ScoreChart } from './ScoreChart.js';

interface Asked {
  readonly programme: string;
  readonly comparison: SimulationQuery['comparison'];
  readonly score: string;
  /** ISO 4217; no system of openIMIS knows it. */
  readonly currency: string;
  readonly benefit: string;
  readonly budget: string;
}

/** Undefined when something is missing or a number cannot be read. */
function toQuery(asked: Asked): SimulationQuery | undefined {
  const { comparison, score, benefit, budget } = asked;
  const [programme, currency] = [asked.programme.trim(), asked.currency.trim()];
  const [micro, benefitMinor, budgetMinor] = [
    toMicro(score),
    typedMinor(benefit, currency),
    typedMinor(budget, currency),
  ];
  if (programme === '' || !/^[A-Z]{3}$/.test(currency) || micro === undefined || !benefitMinor) return undefined;
  if (budget !== '' && budgetMinor === undefined) return undefined;
  return { programme, comparison, score: micro, benefitMinor, ...(budgetMinor !== undefined && { budgetMinor }) };
}

/** Tries a cut-off: whom it reaches, what it costs, and what the budget would pay. */
export function SimulationForm({ id, start }: { readonly id: string; readonly start: Asked }) {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const [asked, setAsked] = useState(start);
  const [isTried, setIsTried] = useState(false);
  // In which currency what is shown was asked for; nothing of an earlier visit is shown.
  const [sent, setSent] = useState<string>();
  const isOfThis = (one: { readonly id: string }) => sent !== undefined && one.id === id;
  const simulation = ofSubject(
    useSocialRegistry((state) => state.simulation),
    isOfThis,
  );
  const query = toQuery(asked);
  const set = (name: keyof Asked) => (given: string) => setAsked({ ...asked, [name]: given });
  const send = () => {
    setIsTried(true);
    if (!query) return;
    setSent(asked.currency.trim());
    dispatch(simulate.ask({ id, query }));
  };
  return (
    <Paper component="section" className={layout.card} aria-label={text('simulate.title')}>
      <h2 className={layout.heading}>{text('simulate.title')}</h2>
      <div className={layout.grid}>
        <TextField required label={text('simulate.programme')} value={asked.programme} onChange={set('programme')} />
        <SelectField
          required
          label={text('simulate.comparison')}
          value={asked.comparison}
          choices={(['at-least', 'at-most'] as const).map((one) => ({ value: one, label: text(`comparison.${one}`) }))}
          onChange={set('comparison')}
        />
        <TextField required ltr label={text('simulate.score')} value={asked.score} onChange={set('score')} />
        <TextField
          required
          ltr
          maxLength={3}
          label={text('simulate.currency')}
          help={text('simulate.currencyHelp')}
          value={asked.currency}
          onChange={(given) => set('currency')(given.toUpperCase())}
        />
        <TextField required ltr label={text('simulate.benefit')} value={asked.benefit} onChange={set('benefit')} />
        <TextField ltr label={text('simulate.budget')} value={asked.budget} onChange={set('budget')} />
      </div>
      {isTried && !query && <Typography role="alert">{text('simulate.wrong')}</Typography>}
      <Button variant="contained" color="primary" disabled={simulation.status === 'loading'} onClick={send}>
        {text('simulate.try')}
      </Button>
      <Loaded of={simulation} onRetry={send}>
        {(value) => sent !== undefined && <Effect simulation={value} currency={sent} />}
      </Loaded>
    </Paper>
  );
}

function Effect({ simulation, currency }: { readonly simulation: Simulation; readonly currency: string }) {
  const { text } = useText(texts);
  const { number } = useFormat();
  const { households, members, costMinor, affordableScore } = simulation;
  return (
    <div aria-live="polite">
      <Numbers
        items={[
          [text('uploads.households'), households],
          [text('uploads.members'), members],
          [text('simulate.cost'), <Amount>{amountText({ minor: costMinor, currency })}</Amount>],
          ...(affordableScore === undefined
            ? []
            : ([[text('simulate.affordable'), number(fromMicro(affordableScore), 2)]] as const)),
        ]}
      />
      <ScoreChart simulation={simulation} />
    </div>
  );
}
