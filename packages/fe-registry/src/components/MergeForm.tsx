import { useState } from 'react';
import { useDispatch } from 'react-redux';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { PersonView } from '@interlink/contracts/registry/view';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { TextField } from '@interlink/fe-kit/components/Field';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { useRegistry } from '../store/reducer.js';
import { mergePeople } from '../store/requests.js';
import { texts } from '../texts.js';
import { ReasonedAct } from './ReasonedAct.js';

type MergeWish = Parameters<typeof mergePeople.ask>[0];
const NUMBER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface MergeFormProps {
  readonly person: PersonView;
  readonly purpose: Purpose;
  readonly onReadAgain: () => void;
}

/** "These two are one person", by the number that the other one's page shows. */
export function MergeForm({ person, purpose, onReadAgain }: MergeFormProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const [from, setFrom] = useState('');
  const [isWrong, setWrong] = useState(false);
  const { personId, version } = person;
  const merging = useRegistry((state) => state.merge);
  const isOfThis = (asked: MergeWish) => asked.personId === personId && asked.version === version;
  const merge = (_act: string, reason: string) => {
    const other = from.trim().toLowerCase();
    const isNone = !NUMBER.test(other) || other === personId;
    setWrong(isNone);
    if (isNone) return;
    const wish = { personId, version, purpose, reason, from: other };
    dispatch(mergePeople.ask({ ...wish, key: keyOf(wish) }));
  };
  return (
    <details>
      <summary>{text('merge.title')}</summary>
      <Acted of={ofSubject(merging, isOfThis)} actions={mergePeople} onReadAgain={onReadAgain} />
      <ReasonedAct
        label={text('merge.title')}
        acts={[{ id: 'merge', label: text('merge.act') }]}
        isBusy={merging.status === 'loading'}
        onAct={merge}
      >
        <TextField
          label={text('merge.number')}
          help={text('merge.help')}
          value={from}
          onChange={setFrom}
          error={isWrong ? text('merge.wrong') : undefined}
          maxLength={36}
          required
          ltr
        />
      </ReasonedAct>
    </details>
  );
}
