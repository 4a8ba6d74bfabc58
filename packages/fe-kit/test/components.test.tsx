import { cleanup, fireEvent, screen } from '@testing-library/react';
import axe from 'axe-core';
import { ErrorState } from '../src/components/ErrorState.js';
import { TextField } from '../src/components/Field.js';
import { Page } from '../src/components/Page.js';
import { Stepper } from '../src/components/Stepper.js';
import { Table } from '../src/components/Table.js';
import { useFormat } from '../src/format.js';
import { renderHost } from '../src/testing/host.js';

afterEach(cleanup);

describe('A page', () => {
  it('takes the focus to its title, so that a screen reader says where one came', () => {
    renderHost(<Page title="Desk">text</Page>, { language: 'ar' });
    expect(document.activeElement?.textContent).toBe('Desk');
    expect(document.title).toBe('Desk');
    expect(screen.getByRole('region', { name: 'Desk' }).getAttribute('dir')).toBe('rtl');
  });
});

describe('A page of one thing after another', () => {
  it('takes the focus to its title again, and not because it was read anew', () => {
    const page = (title: string) => (
      <Page title={title}>
        <button type="button">Next</button>
      </Page>
    );
    const { visit } = renderHost(page('Amina'), { params: { id: 'a' } });
    const next = screen.getByRole('button', { name: 'Next' });
    next.focus();
    visit(page('Amina Wanjiru'), { id: 'a' });
    expect(document.activeElement).toBe(next);
    visit(page('Baraka'), { id: 'b' });
    expect(document.activeElement?.textContent).toBe('Baraka');
  });
});

describe('A field', () => {
  it('ties its help and its error to the control and gives what was typed', () => {
    const typed = jest.fn();
    renderHost(<TextField label="Name" help="In full" error="Missing" value="" onChange={typed} required />);
    const control = screen.getByLabelText('Name');
    const described = (control.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(['In full', 'Missing']);
    expect(control.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(control, { target: { value: 'Zuri' } });
    expect(typed).toHaveBeenCalledWith('Zuri');
  });
});

describe('A stepper', () => {
  it('says in words and by aria-current where one stands', async () => {
    const { container } = renderHost(
      <Stepper
        label="Steps"
        current="b"
        steps={[
          { id: 'a', title: 'First', status: 'passed' },
          { id: 'b', title: 'Second', status: 'failed' },
        ]}
      />,
    );
    expect(container.querySelector('[aria-current="step"]')?.textContent).toBe('2. SecondFailed');
    expect(screen.getByText('Done')).toBeTruthy();
    expect(
      (await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } }))
        .violations,
    ).toEqual([]);
  });
});

describe('A table', () => {
  const people = (
    <Table
      caption="People"
      rows={[{ name: 'Zuri' }]}
      keyOf={({ name }) => name}
      columns={[{ id: 'n', title: 'Name', cell: ({ name }) => name }]}
    />
  );

  it('names the column in each cell for small screens', () => {
    renderHost(people);
    expect(screen.getByRole('table', { name: 'People' })).toBeTruthy();
    expect(screen.getByRole('cell', { name: 'Zuri' }).getAttribute('data-title')).toBe('Name');
  });

  it('WCAG 1.3.1: stays a table where it is shown as cards, which takes their roles from its parts', () => {
    const { container } = renderHost(people);
    const roles = [...container.querySelectorAll('table, table :not(caption)')].map((part) => [
      part.tagName.toLowerCase(),
      part.getAttribute('role'),
    ]);
    expect(roles).toEqual([
      ['table', 'table'],
      ['thead', 'rowgroup'],
      ['tr', 'row'],
      ['th', 'columnheader'],
      ['tbody', 'rowgroup'],
      ['tr', 'row'],
      ['td', 'cell'],
    ]);
  });
});

describe('An error', () => {
  it('says what to do next in the language of the user, with the reference', () => {
    renderHost(<ErrorState problem={{ code: 'platform.conflict', status: 412, correlationId: 'abc', details: {} }} />, {
      language: 'fr',
    });
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('Rechargez et réessayez');
    expect(alert.textContent).toContain('abc');
  });

  it('names the right that is missing, for whoever asks the administrator for it', () => {
    renderHost(
      <ErrorState problem={{ code: 'platform.forbidden', status: 403, details: { permission: 'payments.approve' } }} />,
    );
    expect(screen.getByRole('alert').textContent).toContain('The right that is missing: payments.approve');
  });

  it('speaks of no reference where there is none', () => {
    renderHost(<ErrorState problem={{ code: 'unknown', status: 500, details: {} }} />);
    expect(screen.getByRole('alert').textContent).not.toContain('reference');
    renderHost(<ErrorState problem={{ code: 'unknown', status: 500, correlationId: 'abc', details: {} }} />);
    expect(screen.getAllByRole('alert')[1]?.textContent).toContain('give the reference below');
  });

  it('has words for an answer that never came', () => {
    renderHost(<ErrorState problem={{ code: 'lost', status: 0, details: {} }} />);
    expect(screen.getByRole('alert').textContent).toContain('nothing is done twice');
  });
});

describe('Formats', () => {
  it('follow the host for dates and the language for durations', () => {
    const Shown = () => {
      const format = useFormat();
      return (
        <p>
          {[
            format.date('1955-03-12'),
            format.birthDate({ date: '1955-12-31', precision: 'year' }),
            format.duration(0),
            format.duration(12),
            format.duration(840),
            format.duration(200_000),
          ].join(' | ')}
        </p>
      );
    };
    renderHost(<Shown />, { conf: { thousandSeparator: 'fr' } });
    expect(screen.getByText(/\|/).textContent).toBe(
      '1955-03-12 | 1955 (only the year is known) | 0 s | under 0,1 s | 0,8 s | 3 min 20 s',
    );
  });
});
