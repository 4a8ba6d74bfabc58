import { useMemo, useState, type KeyboardEvent } from 'react';
import { kitTexts } from '../kit-texts.js';
import { randomId } from '../random-id.js';
import { useText } from '../texts.js';
import { makeStyles, OutlinedInput } from '../ui/material.js';
import { Field, type FieldProps } from './Field.js';
import { Told } from './Told.js';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** What tells it from others of the same name; read with it. */
  readonly detail?: string | undefined;
}

interface ComboboxProps extends FieldProps {
  /** What the field shows: what is typed, or the label of what was chosen. */
  readonly typed: string;
  /** The value that is chosen; undefined while what is typed is none of them. */
  readonly chosen?: string | undefined;
  /** Those that fit what is typed, best first; not all of them need be here. */
  readonly options: readonly ComboboxOption[];
  /** How many fit in all. */
  readonly count: number;
  /** What fits is being asked for: that none does is not known yet. */
  readonly isPending?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly onType: (typed: string) => void;
  readonly onChoose: (value: string) => void;
  readonly onLeave?: (() => void) | undefined;
}

const useStyles = makeStyles((theme) => ({
  anchor: { position: 'relative' },
  control: { background: '#fff' },
  list: {
    position: 'absolute',
    insetInline: 0,
    insetBlockStart: '100%',
    zIndex: 2,
    maxHeight: '40vh',
    overflowY: 'auto',
    listStyle: 'none',
    margin: 0,
    padding: 0,
    background: '#fff',
    border: '1px solid #6b6b6b',
    boxShadow: '0 4px 12px rgba(0, 0, 0, 0.2)',
  },
  option: { padding: theme.spacing(1, 1.5), minHeight: 24, cursor: 'pointer', overflowWrap: 'anywhere' },
  active: { background: '#e1f0f3', outline: '2px solid #006273', outlineOffset: -2 },
  detail: { display: 'block', color: '#5a5a5a', fontSize: '0.875rem' },
  more: { padding: theme.spacing(1, 1.5), color: '#5a5a5a', fontSize: '0.875rem' },
}));

/**
 * A field that offers what fits while one types (WAI-ARIA: editable combobox with a list): arrows walk, Enter chooses,
 * Escape closes; how many fit is said aloud. What is typed stays until something is chosen.
 *
 * Not the Autocomplete of @material-ui/lab 4: that puts the role on a box around the input, which has no name then, and
 * filters by itself where here the server or the page says what fits.
 */
export function Combobox(props: ComboboxProps) {
  const { typed, chosen, options, count, isPending, disabled = false, onType, onChoose, onLeave, ...field } = props;
  const styles = useStyles();
  const { text } = useText(kitTexts);
  const list = useMemo(() => `il-${randomId()}`, []);
  const [isWanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const isOpen = isWanted && !disabled && options.length > 0;
  // Before anything is typed, and once one is chosen, there is nothing that does not fit.
  const isUnknown = typed.trim() !== '' && chosen === undefined && isPending !== true;
  const at = isOpen && active < options.length ? active : -1;
  const close = () => {
    setWanted(false);
    setActive(-1);
  };
  const choose = (option: ComboboxOption | undefined) => {
    if (!option) return;
    close();
    onChoose(option.value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyPress(event, { at, isOpen, count: options.length });
    if (next === undefined) return;
    event.preventDefault();
    if (next === 'choose') return choose(options[at]);
    if (next === 'close') return close();
    setWanted(true);
    setActive(next);
    document.getElementById(`${list}-${next}`)?.scrollIntoView?.({ block: 'nearest' });
  };
  return (
    <Field {...field}>
      {(control) => (
        <div
          className={styles.anchor}
          onBlur={() => {
            close();
            onLeave?.();
          }}
        >
          <OutlinedInput
            className={styles.control}
            fullWidth
            margin="dense"
            value={typed}
            disabled={disabled}
            error={control['aria-invalid']}
            onChange={(event) => {
              setWanted(true);
              setActive(-1);
              onType(event.target.value);
            }}
            onClick={() => setWanted(true)}
            onKeyDown={onKeyDown}
            inputProps={{
              ...control,
              role: 'combobox',
              'aria-expanded': isOpen,
              'aria-controls': isOpen ? list : undefined,
              'aria-autocomplete': 'list',
              'aria-activedescendant': at >= 0 ? `${list}-${at}` : undefined,
              autoComplete: 'off',
              dir: 'auto',
            }}
          />
          {isOpen && <Options {...{ id: list, label: field.label, options, at, chosen, count, onChoose: choose }} />}
          <Told isSeen={count === 0}>
            {isWanted &&
              !disabled &&
              (count > 0 || isUnknown) &&
              text(count > 0 ? 'combobox.found' : 'combobox.none', { count })}
          </Told>
        </div>
      )}
    </Field>
  );
}

/** What a key does: go to an option, choose, close, or nothing of ours. Enter without an option stays the form's. */
function keyPress(
  { key, altKey }: Pick<KeyboardEvent, 'altKey' | 'key'>,
  { at, isOpen, count }: { readonly at: number; readonly isOpen: boolean; readonly count: number },
): number | 'choose' | 'close' | undefined {
  if (key === 'ArrowDown') return altKey || count === 0 ? -1 : (at + 1) % count;
  if (key === 'ArrowUp' && count > 0) return at <= 0 ? count - 1 : at - 1;
  if (key === 'Enter' && at >= 0) return 'choose';
  return key === 'Escape' && isOpen ? 'close' : undefined;
}

interface OptionsProps extends Pick<ComboboxProps, 'chosen' | 'count' | 'label' | 'options'> {
  readonly id: string;
  readonly at: number;
  readonly onChoose: (option: ComboboxOption) => void;
}

function Options({ id, label, options, at, chosen, count, onChoose }: OptionsProps) {
  const styles = useStyles();
  const { text } = useText(kitTexts);
  return (
    <ul className={styles.list} role="listbox" id={id} aria-label={label}>
      {options.map((option, index) => (
        <li
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={option.value === chosen}
          className={index === at ? `${styles.option} ${styles.active}` : styles.option}
          // Before the field loses the focus and closes the list.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(option);
          }}
        >
          <bdi>{option.label}</bdi>
          {option.detail !== undefined && (
            // On the side of the page's script, whatever its own.
            <span className={styles.detail}>
              <bdi>{option.detail}</bdi>
            </span>
          )}
        </li>
      ))}
      {count > options.length && (
        <li role="presentation" className={styles.more}>
          {text('combobox.more', { count: count - options.length })}
        </li>
      )}
    </ul>
  );
}
