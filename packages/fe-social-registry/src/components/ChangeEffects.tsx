import type { ChangeEffect, EffectOnOne, Reassessment } from '@interlink/contracts/social-registry/change-request';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { fromMicro } from '../score.js';
import { texts } from '../texts.js';

/** What a change would do to fields, programmes and the household: what an approver approves. */
export function ChangeEffects({ effect }: { readonly effect: ChangeEffect }) {
  const { text } = useText(texts);
  return (
    <>
      <OnOne title={text('change.effectTitle')} effect={effect} />
      {effect.spouse && <OnOne title={text('change.spouseTitle')} effect={effect.spouse} />}
    </>
  );
}

interface EffectProps {
  readonly effect: EffectOnOne;
}

/** What it would do to one person and their household. */
function OnOne({ title, effect }: EffectProps & { readonly title: string }) {
  const { text } = useText(texts);
  const { membersBefore, membersAfter, reassessed, programmes, otherEnrolments } = effect;
  return (
    <section aria-label={title}>
      <SectionTitle>{title}</SectionTitle>
      <Fields effect={effect} />
      {programmes.length > 0 ? <Programmes effect={effect} /> : <Typography>{text('change.noProgrammes')}</Typography>}
      {otherEnrolments && <Typography>{text('change.others')}</Typography>}
      {membersBefore !== undefined && (
        <>
          <SectionTitle>{text('change.household')}</SectionTitle>
          <Typography>{text('change.members', { before: membersBefore, then: membersAfter ?? 0 })}</Typography>
        </>
      )}
      {reassessed.length > 0 && <Scores title={text('change.scoresCaption')} reassessed={reassessed} />}
    </section>
  );
}

/** A field's value as people read it. */
export function useFieldWords(): (field: string, value: string | undefined) => string | undefined {
  const { text } = useText(texts);
  const { date } = useFormat();
  return (field, value) => {
    if (value === undefined) return undefined;
    if (field === 'deathDate') return date(value);
    return field === 'maritalStatus' ? text(`change.marital.${value}`) : value;
  };
}

function Fields({ effect: { fields } }: EffectProps) {
  const { text } = useText(texts);
  const shown = useFieldWords();
  if (fields.length === 0) return null;
  return (
    <Table
      caption={text('change.fieldsCaption')}
      rows={fields}
      keyOf={({ field }) => field}
      columns={[
        { id: 'field', title: text('change.fieldTitle'), cell: ({ field }) => text(`change.field.${field}`) },
        { id: 'before', title: text('change.before'), cell: (row) => <bdi>{shown(row.field, row.before)}</bdi> },
        { id: 'after', title: text('change.after'), cell: (row) => <bdi>{shown(row.field, row.after)}</bdi> },
        { id: 'home', title: text('change.home'), cell: ({ home }) => text(`change.homes.${home}`) },
      ]}
    />
  );
}

function Programmes({ effect: { programmes } }: EffectProps) {
  const { text } = useText(texts);
  return (
    <Table
      caption={text('change.programmesCaption')}
      rows={programmes}
      keyOf={({ programme, source, status }) => `${programme}|${source}|${status}`}
      columns={[
        { id: 'programme', title: text('change.programme'), cell: ({ programmeName }) => <bdi>{programmeName}</bdi> },
        { id: 'source', title: text('change.source'), cell: ({ source }) => <bdi>{source}</bdi> },
        {
          id: 'means',
          title: text('change.means'),
          cell: ({ effects }) => effects.map((one) => text(`change.effect.${one}`)).join(' '),
        },
      ]}
    />
  );
}

/** A household's scores before and after, by formula. */
export function Scores({
  title,
  reassessed,
}: {
  readonly title: string;
  readonly reassessed: readonly Reassessment[];
}) {
  const { text } = useText(texts);
  const { number } = useFormat();
  const score = (value: number | undefined) =>
    value === undefined ? text('change.nobody') : number(fromMicro(value), 2);
  return (
    <>
      <Table
        caption={title}
        rows={reassessed}
        keyOf={({ formula }) => formula}
        columns={[
          { id: 'formula', title: text('change.formula'), cell: ({ formula, version }) => `${formula} ${version}` },
          { id: 'before', title: text('change.before'), cell: ({ before }) => score(before) },
          { id: 'after', title: text('change.after'), cell: ({ after }) => score(after) },
          { id: 'gains', title: text('change.gains'), cell: ({ gains }) => gains.join(', ') },
          { id: 'losses', title: text('change.losses'), cell: ({ losses }) => losses.join(', ') },
        ]}
      />
      <Typography variant="body2">{text('change.noDecision')}</Typography>
    </>
  );
}
