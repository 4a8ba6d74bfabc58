import type { ChangeEffect, EffectOnOne } from '@interlink/contracts/social-registry/change-request';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Table } from '@interlink/fe-kit/components/Table';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { useFieldWords } from './ChangeEffects.js';

interface EffectDiffersProps {
  /** As it was shown to whoever decided. */
  readonly saw: ChangeEffect;
  readonly now: ChangeEffect;
}

/** S10: an effect that is another by now, beside the one that was decided on: only what differs. */
export function EffectDiffers({ saw, now }: EffectDiffersProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  const linesOf = useLines();
  const all = ({ spouse, ...own }: ChangeEffect) =>
    new Map([
      ...linesOf(own),
      ...[...(spouse ? linesOf(spouse) : [])].map(
        ([name, line]) => [`${text('change.spouse')}: ${name}`, line] as const,
      ),
    ]);
  const [then, present] = [all(saw), all(now)];
  const names = [...new Set([...then.keys(), ...present.keys()])];
  const rows = names.filter((name) => then.get(name) !== present.get(name));
  return (
    <div className={layout.warning}>
      <Table
        caption={text('change.differs.caption')}
        rows={rows}
        keyOf={(name) => name}
        columns={[
          { id: 'what', title: text('change.differs.what'), cell: (name) => <bdi>{name}</bdi> },
          { id: 'saw', title: text('change.differs.saw'), cell: (name) => <bdi>{then.get(name) ?? ''}</bdi> },
          { id: 'now', title: text('change.differs.now'), cell: (name) => <bdi>{present.get(name) ?? ''}</bdi> },
        ]}
      />
    </div>
  );
}

/** All that an effect says, each under its name. The sign between two values turns with the direction of the script. */
function useLines(): (effect: EffectOnOne) => ReadonlyMap<string, string> {
  const { text } = useText(texts);
  const words = useFieldWords();
  return (effect) => linesOf(effect, text, words);
}

function linesOf(
  effect: EffectOnOne,
  text: ReturnType<typeof useText>['text'],
  words: ReturnType<typeof useFieldWords>,
): ReadonlyMap<string, string> {
  const { fields, programmes, membersBefore, membersAfter, reassessed, otherEnrolments } = effect;
  const between = (...values: readonly (string | undefined)[]) => values.filter(Boolean).join(' › ');
  return new Map([
    ...fields.map(
      ({ field, before, after }) =>
        [text(`change.field.${field}`), between(words(field, before), words(field, after))] as const,
    ),
    ...programmes.map(
      ({ programmeName, source, effects }) =>
        [`${programmeName} (${source})`, effects.map((one) => text(`change.effect.${one}`)).join(' ')] as const,
    ),
    ...(membersBefore === undefined
      ? []
      : [[text('change.household'), between(String(membersBefore), String(membersAfter ?? 0))] as const]),
    ...reassessed.map(
      ({ formula, gains, losses }) =>
        [formula, [...gains.map((one) => `+ ${one}`), ...losses.map((one) => `− ${one}`)].join(' ')] as const,
    ),
    ...(otherEnrolments ? [[text('change.programme'), text('change.others')] as const] : []),
  ]);
}
