import { useState } from 'react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Combobox, type ComboboxOption } from '../src/components/Combobox.js';
import { renderHost } from '../src/testing/host.js';
import { axeViolations } from './support/pages.js';

const OPTIONS: readonly ComboboxOption[] = [
  { value: 'R1', label: 'Kibera', detail: 'North › Nairobi' },
  { value: 'R2', label: 'Kisumu', detail: 'West › Kisumu' },
];

/** As a page holds it: what is typed, and what was chosen. */
interface HeldProps {
  readonly options?: readonly ComboboxOption[];
  readonly disabled?: boolean;
  readonly isPending?: boolean;
}

function Held({ options = OPTIONS, disabled = false, isPending }: HeldProps) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string>();
  return (
    <>
      <Combobox
        label="Village"
        typed={typed}
        chosen={chosen}
        options={options}
        count={options.length > 0 ? options.length + 3 : 0}
        disabled={disabled}
        isPending={isPending}
        onType={(next) => {
          setTyped(next);
          setChosen(undefined);
        }}
        onChoose={(value) => {
          setChosen(value);
          setTyped(OPTIONS.find((one) => one.value === value)?.label ?? '');
        }}
      />
      <p>{chosen ?? 'nothing'}</p>
      <button type="button">Next</button>
    </>
  );
}
const field = () => screen.getByRole('combobox');
const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
const active = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent;

const nothing = () => undefined;

describe('A field that offers what fits', () => {
  it('says that it is a combobox, closed until somebody types, and passes axe open and closed', async () => {
    const { container } = renderHost(<Held />);
    expect(field().getAttribute('aria-expanded')).toBe('false');
    expect(await axeViolations(container)).toEqual([]);
    await userEvent.type(field(), 'ki');
    expect(field().getAttribute('aria-expanded')).toBe('true');
    expect(field().getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id);
    expect(options()).toEqual(['KiberaNorth › Nairobi', 'KisumuWest › Kisumu']);
    expect(screen.getByText('and 3 more: type on')).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('is walked with the arrows, round at both ends, and Enter takes what is marked', async () => {
    renderHost(<Held />);
    await userEvent.click(field());
    await userEvent.keyboard('{arrowdown}');
    expect(active()).toContain('Kibera');
    await userEvent.keyboard('{arrowup}');
    expect(active()).toContain('Kisumu');
    await userEvent.keyboard('{arrowdown}{enter}');
    expect(screen.getByText('R1')).toBeTruthy();
    expect(field()).toHaveProperty('value', 'Kibera');
    expect(field().getAttribute('aria-expanded')).toBe('false');
  });

  it('closes with Escape and when it is left, and keeps what was typed', async () => {
    renderHost(<Held />);
    await userEvent.type(field(), 'ki');
    await userEvent.keyboard('{escape}');
    expect(options()).toEqual([]);
    await userEvent.keyboard('{arrowdown}');
    expect(options()).toHaveLength(2);
    await userEvent.tab();
    expect(options()).toEqual([]);
    expect(field()).toHaveProperty('value', 'ki');
    expect(screen.getByText('nothing')).toBeTruthy();
  });

  it('is chosen from with a finger, before the list goes away', async () => {
    renderHost(<Held />);
    await userEvent.click(field());
    await userEvent.click(screen.getByRole('option', { name: /Kisumu/ }));
    expect(screen.getByText('R2')).toBeTruthy();
    await userEvent.click(field());
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('Kisumu');
  });

  it('says aloud how many fit, and that none does', async () => {
    renderHost(<Held />);
    await userEvent.type(field(), 'k');
    expect(screen.getByRole('status').textContent).toContain('5 fit');
  });

  it('says that none fits, and opens no empty list', async () => {
    renderHost(<Held options={[]} />);
    await userEvent.type(field(), 'k');
    expect(screen.getByRole('status').textContent).toBe('None fits.');
    expect(screen.getByRole('status').className).toBe('');
    expect(field().getAttribute('aria-expanded')).toBe('false');
  });

  it('does not say that none fits while that is being asked', async () => {
    renderHost(<Held options={[]} isPending />);
    await userEvent.type(field(), 'k');
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('opens for nobody who may not change it', async () => {
    renderHost(<Held disabled />);
    await userEvent.click(field());
    expect(options()).toEqual([]);
  });

  it('says nothing of what fits before anything is typed, and nothing once one is chosen', async () => {
    const { unmount } = renderHost(<Held options={[]} />);
    await userEvent.click(field());
    expect(screen.getByRole('status').textContent).toBe('');
    await userEvent.type(field(), '  ');
    expect(screen.getByRole('status').textContent).toBe('');
    unmount();
    const chosen = (
      <Combobox label="Village" typed="Kibera" chosen="R1" options={[]} count={0} onType={nothing} onChoose={nothing} />
    );
    renderHost(chosen);
    await userEvent.click(field());
    expect(screen.getByRole('status').textContent).toBe('');
  });
  it('leaves Enter to the form while none is marked, and keeps it from the form while one is', async () => {
    const send = jest.fn((event: Event) => event.preventDefault());
    const { container } = renderHost(
      <form>
        <Held />
      </form>,
    );
    container.querySelector('form')?.addEventListener('submit', send);
    await userEvent.type(field(), 'ki{enter}');
    expect(send).toHaveBeenCalledTimes(1);
    await userEvent.keyboard('{arrowdown}{enter}');
    expect(send).toHaveBeenCalledTimes(1);
    expect(screen.getByText('R1')).toBeTruthy();
  });

  it('opens without marking one with Alt and the arrow, and marks the last with the arrow up', async () => {
    renderHost(<Held />);
    await userEvent.click(field());
    await userEvent.keyboard('{escape}{alt>}{arrowdown}{/alt}');
    expect(field().getAttribute('aria-expanded')).toBe('true');
    expect(active()).toBeUndefined();
    await userEvent.keyboard('{arrowup}');
    expect(active()).toContain('Kisumu');
  });

  it('marks none any more when something else is typed', async () => {
    renderHost(<Held />);
    await userEvent.type(field(), 'k');
    await userEvent.keyboard('{arrowdown}');
    expect(active()).toContain('Kibera');
    await userEvent.type(field(), 'i');
    expect(active()).toBeUndefined();
  });

  it('tells its list in the numbers and the words of the language, each name in its own direction', async () => {
    renderHost(<Held />, { language: 'ar' });
    await userEvent.type(field(), 'k');
    expect(screen.getByRole('status').textContent).toMatch(/^5 نتائج/);
    expect(screen.getAllByRole('option').map((one) => one.querySelector('bdi')?.textContent)).toEqual([
      'Kibera',
      'Kisumu',
    ]);
  });
});
