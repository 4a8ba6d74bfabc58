import { useEffect, type ReactNode } from 'react';
import { useDispatch } from 'react-redux';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { PURPOSES } from '../purposes.js';
import { useRegistry } from '../store/reducer.js';
import { choosePurpose, nameSources } from '../store/requests.js';
import { texts } from '../texts.js';

interface PurposeGateProps {
  readonly children: (purpose: Purpose) => ReactNode;
}

/**
 * S6: whoever looks at people says why, before anything is asked; what is shown depends on it and it is written down.
 */
export function PurposeGate({ children }: PurposeGateProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const purpose = useRegistry((state) => state.purpose);
  const isToName = useRegistry((state) => state.sourceNames.value === undefined) && purpose !== null;
  useEffect(() => {
    if (isToName) dispatch(nameSources.ask(undefined));
  }, [dispatch, isToName]);
  const choices = [
    ...(purpose === null ? [{ value: '', label: text('purpose.choose') }] : []),
    ...PURPOSES.map((value) => ({ value, label: text(`purpose.${value}`) })),
  ];
  const choose = (value: string) => {
    if (value !== '') dispatch(choosePurpose(value as Purpose));
  };
  return (
    <>
      <SelectField
        label={text('purpose.label')}
        help={text('purpose.help')}
        value={purpose ?? ''}
        choices={choices}
        onChange={choose}
        required
      />
      {purpose !== null && children(purpose)}
    </>
  );
}
