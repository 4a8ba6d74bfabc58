import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { useHostRights } from '@interlink/fe-kit/rights';
import { RIGHT_READ } from '../names.js';
import { useInterconnection } from '../store/reducer.js';
import { loadPartners } from '../store/requests.js';
import { Code } from './Code.js';
import { useWords } from './words.js';

/** Reads how partners are called; a page that shows or asks for one needs it. */
export function useLoadedPartners(): void {
  const dispatch = useDispatch();
  const mayRead = useHostRights().includes(RIGHT_READ);
  useEffect(() => {
    if (mayRead) dispatch(loadPartners.ask(undefined));
  }, [dispatch, mayRead]);
}

/** The name of a partner by its id; the id where no name is known. */
export function usePartnerName(): (id: string) => string {
  const partners = useInterconnection((state) => state.partners.value);
  return (id) => partners?.find((one) => one.id === id)?.name ?? id;
}

export function PartnerName({ id }: { readonly id: string }) {
  const name = usePartnerName()(id);
  return name === id ? <Code>{id}</Code> : <bdi>{name}</bdi>;
}

interface PartnerFieldProps {
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** What stands for no partner at all. */
  readonly none: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean;
}

/** One of the partners, by name; while they cannot be read, by the id that somebody types. */
export function PartnerField({ none, help, required = false, ...field }: PartnerFieldProps) {
  const { text } = useWords();
  const nameOf = usePartnerName();
  const partners = useInterconnection((state) => state.partners.value);
  const asked = { ...field, label: text('filter.partner'), required, unmarked: !required };
  if (!partners) return <TextField {...asked} help={help} ltr maxLength={40} />;
  const ids = [...new Set([...partners.map(({ id }) => id), ...(field.value === '' ? [] : [field.value])])];
  return (
    <SelectField
      {...asked}
      choices={[{ value: '', label: none }, ...ids.map((id) => ({ value: id, label: nameOf(id) }))]}
    />
  );
}
