import { useEffect, useMemo, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { VillageChoice } from '@interlink/contracts/social-registry/village';
import { villageFinder } from '@interlink/domain/social-registry/villages';
import { Combobox } from '@interlink/fe-kit/components/Combobox';
import { useText } from '@interlink/fe-kit/texts';
import { useSocialRegistry } from '../store/reducer.js';
import { findVillages } from '../store/requests.js';
import { texts } from '../texts.js';
import { MOST, optionOf, pathOf, type VillageFieldProps } from './VillageField.js';

const PAUSE_MS = 300;
const SHORTEST = 2;

/**
 * Where somebody moved to: a village of any district, asked for while its name is typed. Where they cannot be asked for,
 * its code is typed.
 */
export function MoveVillageField({ value, onChange, ...field }: Omit<VillageFieldProps, 'disabled' | 'help'>) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const found = useSocialRegistry((state) => state.foundVillages);
  const [last, setLast] = useState<VillageChoice>();
  const chosen = last?.code === value ? last : undefined;
  const name = value.trim();
  const isWanted = chosen === undefined && name.length >= SHORTEST;
  useEffect(() => {
    if (!isWanted) return undefined;
    const timer = setTimeout(() => dispatch(findVillages.ask({ name })), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [dispatch, name, isWanted]);
  // Those of the question before, as far as they fit this one too.
  const finder = useMemo(() => villageFinder(found.value?.items ?? []), [found.value]);
  const fitting = isWanted ? finder.find(name, MOST) : { items: [], count: 0 };
  const isAnswered = found.status === 'done' && (found.asked as { readonly name: string }).name === name;
  const choose = (village: VillageChoice | undefined) => {
    if (!village) return;
    setLast(village);
    onChange(village.code);
  };
  return (
    <Combobox
      {...field}
      help={chosen ? pathOf(chosen.within) : text(found.problem ? 'village.code' : 'change.villageHelp')}
      typed={chosen?.name ?? value}
      chosen={chosen?.code}
      options={fitting.items.map(optionOf)}
      count={isAnswered ? (found.value?.count ?? 0) : fitting.count}
      isPending={!isAnswered}
      onType={(typed) => {
        setLast(undefined);
        onChange(typed);
      }}
      onChoose={(code) => choose(finder.byCode(code))}
      onLeave={() => isWanted && choose(finder.byName(name) ?? finder.byCode(name))}
    />
  );
}
