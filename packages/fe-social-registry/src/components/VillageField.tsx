import { useState } from 'react';
import type { VillageChoice } from '@interlink/contracts/social-registry/village';
import { Combobox } from '@interlink/fe-kit/components/Combobox';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { useVillages } from './useVillages.js';

export interface VillageFieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** The code of a village; what was typed while it is none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** So many are looked through by eye; with more, one types on. */
export const MOST = 30;

/** A village chosen by its name and what it lies in. Where the list cannot be had, its code is typed. */
export function VillageField({ value, onChange, help, ...field }: VillageFieldProps) {
  const { text } = useText(texts);
  const villages = useVillages();
  const [isTyping, setTyping] = useState(false);
  if (villages.all.length === 0) {
    return <TextField {...field} ltr maxLength={200} help={help ?? text('village.code')} {...{ value, onChange }} />;
  }
  const chosen = isTyping ? undefined : villages.byCode(value);
  const choose = (code: string) => {
    setTyping(false);
    onChange(code);
  };
  const { items, count } = villages.find(chosen ? '' : value, MOST);
  return (
    <Combobox
      {...field}
      help={chosen ? pathOf(chosen.within) : (help ?? text('village.help'))}
      typed={chosen?.name ?? value}
      chosen={chosen?.code}
      options={items.map(optionOf)}
      count={count}
      onType={(typed) => {
        // Of a chosen village the name stood there, not its code: from here on it is what is typed.
        setTyping(true);
        onChange(typed);
      }}
      onChoose={choose}
      onLeave={() => {
        const named = isTyping ? villages.byName(value) : undefined;
        if (named) choose(named.code);
        setTyping(false);
      }}
    />
  );
}

export const optionOf = ({ code, name, within }: VillageChoice) => ({
  value: code,
  label: name,
  detail: pathOf(within),
});

/** The sign turns with the direction of the script. */
export const pathOf = (within: readonly string[]) => within.join(' › ');
