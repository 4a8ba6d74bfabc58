import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Combobox } from '@interlink/fe-kit/components/Combobox';
import { kitTexts } from '@interlink/fe-kit/kit-texts';
import { problemWords } from '@interlink/fe-kit/problem-words';
import { useText } from '@interlink/fe-kit/texts';
import { findVillages, type Village } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';

const PAUSE_MS = 300;
const NONE: readonly Village[] = [];

interface VillageFieldProps {
  /** What is typed, or where the chosen village lies: `village, ward, district`. */
  readonly name: string;
  /** The village that is chosen, as openIMIS knows it; empty while none is. */
  readonly id: string;
  readonly error?: string | undefined;
  readonly onChange: (name: string, id: string) => void;
}

/** Villages of the operator's own districts, asked of openIMIS while the name is typed. */
export function VillageField({ name, id, error, onChange }: VillageFieldProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const kit = useText(kitTexts);
  const { value = NONE, problem, status, asked } = useEnrolment((state) => state.villages);
  // Those of the question before, where they fit this one too.
  const villages = value.filter((village) => isIn(village, name));
  const isChosen = id !== '';
  useEffect(() => {
    if (isChosen || name.trim().length < 2) return undefined;
    const timer = setTimeout(() => dispatch(findVillages.ask({ name: placesOf(name)[0] ?? '' })), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [dispatch, name, isChosen]);
  const choose = (village: Village | undefined) => village && onChange(village.name, village.id);
  return (
    <Combobox
      label={text('field.village')}
      help={text('field.villageHelp')}
      required
      // None that fits and none that could be asked for are not the same.
      error={error ?? (problem && !isChosen ? problemWords(problem, kit) : undefined)}
      typed={name}
      chosen={isChosen ? id : undefined}
      options={isChosen ? [] : villages.map(optionOf)}
      count={isChosen ? 0 : villages.length}
      isPending={status !== 'done' || (asked as { readonly name: string }).name !== placesOf(name)[0]}
      onType={(typed) => onChange(typed, '')}
      onChoose={(value) => choose(villages.find((village) => village.id === value))}
      onLeave={() => isChosen || choose(onlyOneNamed(name, villages))}
    />
  );
}

const placesOf = (name: string): string[] => name.split(',').map((place) => place.trim());

const isIn = ({ name }: Village, typed: string) =>
  (placesOf(name)[0] ?? '').toLowerCase().includes((placesOf(typed)[0] ?? '').toLowerCase());

function optionOf({ id, name }: Village) {
  const [village = '', ...within] = placesOf(name);
  return { value: id, label: village, detail: within.join(', ') };
}

/** Of two villages of one name neither is meant before one of them is chosen. */
function onlyOneNamed(typed: string, villages: readonly Village[]): Village | undefined {
  const wanted = typed.trim().toLowerCase();
  const named = villages.filter(({ name }) => [name, placesOf(name)[0]].some((one) => one?.toLowerCase() === wanted));
  return named.length === 1 ? named[0] : undefined;
}
