import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { findVillages, type Village } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';

const PAUSE_MS = 300;
const NONE: readonly Village[] = [];

interface VillageFieldProps {
  readonly name: string;
  readonly isChosen: boolean;
  readonly error?: string | undefined;
  readonly onChange: (name: string, id: string) => void;
}

/** Villages of the operator's own districts, asked of openIMIS while the name is typed. */
export function VillageField({ name, isChosen, error, onChange }: VillageFieldProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const villages = useEnrolment((state) => state.villages.value) ?? NONE;
  useEffect(() => {
    if (isChosen || name.trim().length < 2) return undefined;
    const timer = setTimeout(() => dispatch(findVillages.ask({ name: name.split(',')[0]?.trim() ?? '' })), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [dispatch, name, isChosen]);
  useEffect(() => {
    if (isChosen) return;
    const chosen = villages.find((village) => village.name === name);
    if (chosen) onChange(chosen.name, chosen.id);
  }, [villages, name, isChosen, onChange]);
  return (
    <TextField
      label={text('field.village')}
      help={text('field.villageHelp')}
      value={name}
      required
      error={error}
      suggestions={villages.map((village) => village.name)}
      onChange={(typed) => onChange(typed, villages.find((village) => village.name === typed)?.id ?? '')}
    />
  );
}
