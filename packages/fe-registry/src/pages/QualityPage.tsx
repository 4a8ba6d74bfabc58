import { useCallback, useEffect, useMemo, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { Judged, Quality, QualityDimension, RuleQuality } from '@interlink/contracts/registry/quality';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { StatisticsQuery } from '@interlink/contracts/registry/statistics';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { qualityCsvAddress } from '../api.js';
import { Faults } from '../components/Faults.js';
import { FaultyPeople } from '../components/FaultyPeople.js';
import { NobodyYet } from '../components/NobodyYet.js';
import { OnDay } from '../components/OnDay.js';
import { PurposeGate } from '../components/PurposeGate.js';
import { Section } from '../components/Section.js';
import { SourceName } from '../components/SourceName.js';
import { ofStatements } from '../judged.js';
import { useRegistry } from '../store/reducer.js';
import { loadQuality } from '../store/requests.js';
import { texts } from '../texts.js';

const JUDGED: readonly Judged[] = ['view', 'statement'];
const DIMENSIONS: readonly QualityDimension[] = ['completeness', 'validity', 'timeliness', 'uniqueness'];

/** IBR-015: how complete, valid, timely and unique the data are, and whose to mend. */
export function QualityPage() {
  const { text } = useText(texts);
  return (
    <Page title={text('quality.title')}>
      <PurposeGate>
        {(purpose) => <OnDay purpose={purpose}>{(query) => <Measured query={query} purpose={purpose} />}</OnDay>}
      </PurposeGate>
    </Page>
  );
}

interface MeasuredProps {
  readonly query: StatisticsQuery | undefined;
  readonly purpose: Purpose;
}

function Measured({ query, purpose }: MeasuredProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const quality = useRegistry((state) => state.quality);
  const [judged, judge] = useState<Judged>('view');
  const [rule, choose] = useState('');
  const asked = useMemo(() => query && { ...query, ...ofStatements(judged) }, [query, judged]);
  const load = useCallback(() => {
    if (asked) dispatch(loadQuality.ask(asked));
  }, [dispatch, asked]);
  useEffect(load, [load]);
  return (
    <>
      <SelectField
        unmarked
        label={text('quality.judged')}
        value={judged}
        choices={JUDGED.map((value) => ({ value, label: text(`quality.judgedBy.${value}`) }))}
        onChange={(value) => judge(value === 'statement' ? value : 'view')}
      />
      <Typography variant="body2">{text(`quality.judgedHelp.${judged}`)}</Typography>
      <Loaded of={quality} onRetry={load}>
        {(value) =>
          isOfNobody(value) ? (
            <NobodyYet asOf={asked?.asOf} yet="quality.noneYet" then="quality.none" onLook={load} />
          ) : (
            <>
              <Shown quality={value} purpose={purpose} judged={judged} rule={rule} onRule={choose} />
              {asked && (
                <a href={qualityCsvAddress(asked)} download="quality.csv">
                  {text('statistics.csv', { what: text('quality.title') })}
                </a>
              )}
            </>
          )
        }
      </Loaded>
    </>
  );
}

/** Where there is no rule, that is what is to be said. */
const isOfNobody = ({ day, rules }: Quality) =>
  day === undefined || (rules.length > 0 && rules.every(({ people }) => people === 0));

interface ShownProps {
  readonly quality: Quality;
  readonly purpose: Purpose;
  readonly judged: Judged;
  /** The one that is looked at closely. */
  readonly rule: string;
  readonly onRule: (id: string) => void;
}

function Shown({ quality, ...closer }: ShownProps) {
  const { text, language } = useText(texts);
  const { dateTime } = useFormat();
  const { madeAt = '', rules } = quality;
  if (rules.length === 0) return <Typography>{text('quality.noRules')}</Typography>;
  return (
    <>
      <Typography>{text('quality.made', { time: dateTime(madeAt) })}</Typography>
      <Typography variant="body2">{text('quality.small')}</Typography>
      {DIMENSIONS.map((dimension) => {
        const own = rules.filter((rule) => rule.dimension === dimension);
        const title = text(`quality.dimension.${dimension}`);
        if (own.length === 0) return null;
        return (
          <Section key={dimension} title={title}>
            <Faults
              caption={text(`quality.help.${dimension}`)}
              what={text('quality.rule')}
              rows={own.map(({ id, title: name, ...counts }) => ({ key: id, label: name[language], ...counts }))}
            />
          </Section>
        );
      })}
      <Closer rules={rules} {...closer} />
    </>
  );
}

type CloserProps = Omit<ShownProps, 'quality'> & { readonly rules: readonly RuleQuality[] };

/** One rule by source and district, and who it is about. */
function Closer({ rules, purpose, judged, rule: chosen, onRule }: CloserProps) {
  const { text, language } = useText(texts);
  const rule = rules.find(({ id }) => id === chosen) ?? rules[0];
  if (!rule) return null;
  const title = rule.title[language];
  return (
    <Section title={text('quality.closer')}>
      <SelectField
        unmarked
        label={text('quality.choose')}
        value={rule.id}
        choices={rules.map(({ id, title: name }) => ({ value: id, label: name[language] }))}
        onChange={onRule}
      />
      <Faults
        caption={text('quality.bySource', { rule: title })}
        what={text('statistics.source')}
        rows={rule.sources.map(({ source, ...counts }) => ({
          key: source,
          label: <SourceName code={source} />,
          ...counts,
        }))}
      />
      <Faults
        caption={text('quality.byDistrict', { rule: title })}
        what={text('quality.district')}
        rows={rule.districts.map(({ district, name, ...counts }) => ({
          key: district,
          label: <bdi>{district === 'unknown' ? text('statistics.key.unknown') : (name ?? district)}</bdi>,
          ...counts,
        }))}
      />
      <FaultyPeople rule={rule} purpose={purpose} judged={judged} />
    </Section>
  );
}
