import type { HouseholdPair } from '@interlink/contracts/registry/household-across';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** Whether two households are taken for one. */
export function PairState({ isOne }: Pick<HouseholdPair, 'isOne'>) {
  const { text } = useText(texts);
  return <StatusChip tone={isOne ? 'good' : 'neutral'} label={text(isOne ? 'across.one' : 'across.two')} />;
}

/** By what: the evidence, and who decided, with why. */
export function PairWhy({ decided, evidence }: Pick<HouseholdPair, 'decided' | 'evidence'>) {
  const { text, has } = useText(texts);
  const { dateTime } = useFormat();
  const words = evidence.map((one) => (has(`across.evidence.${one}`) ? text(`across.evidence.${one}`) : one));
  return (
    <>
      {words.join(', ')}
      {decided && (
        <div>
          {text(`across.decided.${decided.decision}`, { who: decided.by, at: dateTime(decided.at) })}{' '}
          {decided.reason !== undefined && <q>{decided.reason}</q>}
        </div>
      )}
    </>
  );
}
