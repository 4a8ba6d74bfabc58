import { useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { Simulation, SimulationQuery } from '@interlink/contracts/social-registry/run';
import { amountText } from '@interlink/domain/payments/money';
import { typedMinor } from '@interlink/domain/platform/minor-units';
import { Amount } from '@interlink/fe-kit/components/Amount';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { useFormat } from '@interlink/fe-kit/format';
import { leadToError, useWayBack } from '@interlink/fe-kit/keyboard';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Paper } from '@interlink/fe-kit/ui/material';
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

type Wrong = Readonly<Partial<Record<keyof Asked, string>>>;

/** The query, or the key of a text for each field that is wrong. */
function toQuery(asked: Asked): { readonly query?: SimulationQuery; readonly wrong: Wrong } {
  const { comparison, score, benefit, budget } = asked;
  const [programme, currency] = [asked.programme.trim(), asked.currency.trim()];
  const micro = toMicro(score);
  const benefitMinor = typedMinor(benefit, currency);
  const budgetMinor = budget === '' ? undefined : typedMinor(budget, currency);
  const wrong = {
    ...(programme === '' && { programme: 'change.missing' }),
    ...(micro === undefined && { score: 'simulate.noNumber' }),
    ...(!/^[A-Z]{3}$/.test(currency) && { currency: 'simulate.noCurrency' }),
    ...(!benefitMinor && { benefit: 'simulate.noAmount' }),
    ...(budget !== '' && budgetMinor === undefined && { budget: 'simulate.noAmount' }),
  };
  if (Object.keys(wrong).length > 0 || micro === undefined || !benefitMinor) return { wrong };
  const query = { programme, comparison, score: micro, benefitMinor };
  return { query: { ...query, ...(budgetMinor !== undefined && { budgetMinor }) }, wrong };
}

/** Tries a cut-off: whom it reaches, what it costs, and what the budget would pay. */
export function SimulationForm({ id, start }: { readonly id: string; readonly start: Asked }) {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const [asked, setAsked] = useState(start);
  const [isTried, setIsTried] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  // In which currency what is shown was asked for; nothing of an earlier visit is shown.
  const [sent, setSent] = useState<string>();
  const isOfThis = (one: { readonly id: string }) => sent !== undefined && one.id === id;
  const simulation = ofSubject(
    useSocialRegistry((state) => state.simulation),
    isOfThis,
  );
  const { query, wrong } = toQuery(asked);
  useWayBack(simulation.status);
  const set = (name: keyof Asked) => (given: string) => setAsked({ ...asked, [name]: given });
  const field = (name: Exclude<keyof Asked, 'comparison'>) => ({
    label: text(`simulate.${name}`),
    value: asked[name],
    error: isTried && wrong[name] ? text(wrong[name]) : undefined,
    onChange: set(name),
  });
  const send = () => {
    setIsTried(true);
    if (!query) return leadToError(form);
    setSent(asked.currency.trim());
    dispatch(simulate.ask({ id, query }));
  };
  return (
    <Paper component="section" className={layout.card} aria-label={text('simulate.title')}>
      <h2 className={layout.heading}>{text('simulate.title')}</h2>
      <div ref={form} className={layout.grid}>
        <TextField required {...field('programme')} />
        <SelectField
          required
          label={text('simulate.comparison')}
          value={asked.comparison}
          choices={(['at-least', 'at-most'] as const).map((one) => ({ value: one, label: text(`comparison.${one}`) }))}
          onChange={set('comparison')}
        />
        <TextField required ltr inputMode="decimal" {...field('score')} />
        <TextField
          required
          ltr
          maxLength={3}
          help={text('simulate.currencyHelp')}
          {...field('currency')}
          onChange={(given) => set('currency')(given.toUpperCase())}
        />
        <TextField required ltr inputMode="decimal" {...field('benefit')} />
        <TextField ltr inputMode="decimal" {...field('budget')} />
      </div>
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
