import { cleanup, fireEvent, screen } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactElement } from 'react';
import { Amount } from '../src/components/Amount.js';
import { EmptyState } from '../src/components/EmptyState.js';
import { ErrorState } from '../src/components/ErrorState.js';
import { Facts } from '../src/components/Facts.js';
import { SelectField, TextField } from '../src/components/Field.js';
import { interlinkMenu, menuEntry } from '../src/components/InterlinkMenu.js';
import { ProgressLine } from '../src/components/ProgressLine.js';
import { StatusChip, type Tone } from '../src/components/StatusChip.js';
import { Stepper, type StepperStatus } from '../src/components/Stepper.js';
import { Timeline } from '../src/components/Timeline.js';
import { useFormat } from '../src/format.js';
import { renderHost } from '../src/testing/host.js';
import { useIntentKey } from '../src/useIntentKey.js';

afterEach(cleanup);
const violations = async (container: Element) =>
  (await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } }))
    .violations;

/** Relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('An amount', () => {
  it('is read from left to right and is not broken, also on a page that is read from right to left', () => {
    renderHost(<Amount>-2000.00 KES</Amount>, { language: 'ar' });
    const amount = screen.getByText('-2000.00 KES');
    expect([amount.getAttribute('dir'), getComputedStyle(amount).whiteSpace]).toEqual(['ltr', 'nowrap']);
  });
});

describe('A status', () => {
  it.each<Tone>(['bad', 'good', 'neutral', 'warn', 'work'])('WCAG 1.4.3: is readable when it is %s', (tone) => {
    renderHost(<StatusChip tone={tone} label="Held" />);
    const { backgroundColor, color } = getComputedStyle(screen.getByText('Held'));
    const [dark = 0, light = 0] = [luminance(color), luminance(backgroundColor)].sort((one, two) => one - two);
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
  });

  it.each<StepperStatus>(['failed', 'passed', 'review', 'running', 'skipped', 'waiting'])(
    'WCAG 1.4.1: of a step says in words that it is %s',
    (status) => {
      renderHost(<Stepper label="Steps" steps={[{ id: 'a', title: 'A', status }]} />);
      expect(screen.getByRole('list', { name: 'Steps' }).getAttribute('role')).toBe('list');
      const words = screen.getByRole('listitem').textContent?.replace('1. A', '') ?? '';
      expect(words).toMatch(/^[A-Z][a-z ]+$/);
    },
  );
});

describe('Facts', () => {
  it('leave out what nobody knows, and keep what is zero', async () => {
    const { container } = renderHost(
      <Facts
        facts={[
          ['Name', 'Zuri'],
          ['Mobile', undefined],
          ['Note', ''],
          ['Count', 0],
        ]}
      />,
    );
    expect([...container.querySelectorAll('dt')].map(({ textContent }) => textContent)).toEqual(['Name', 'Count']);
    expect(await violations(container)).toEqual([]);
  });
});

describe('A timeline', () => {
  it('is a named list, oldest first, and says no more than it knows', async () => {
    const { container } = renderHost(
      <Timeline
        label="What happened"
        items={[
          { id: 1, when: '08:00', title: 'Started', who: 'ina' },
          { id: 2, when: '08:01', title: 'Checked', since: 'after 1 min', detail: 'verified' },
        ]}
      />,
    );
    // Written out: Safari takes the role from a list without marks.
    expect(screen.getByRole('list', { name: 'What happened' }).getAttribute('role')).toBe('list');
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      '08:00Startedina',
      '08:01after 1 minCheckedverified',
    ]);
    expect(await violations(container)).toEqual([]);
  });
});

describe('Work under way, and nothing at all', () => {
  it('is told politely, once', () => {
    renderHost(<ProgressLine label="Reading…" />);
    expect(screen.getByRole('status').textContent).toBe('Reading…');
    expect(screen.getByRole('status').getAttribute('aria-live')).toBe('polite');
    // The bar is for the eye only.
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('says that there is nothing, and what one can do about it', () => {
    renderHost(
      <EmptyState title="No journey">
        <a href="/new">Start one</a>
      </EmptyState>,
    );
    expect(screen.getByText('No journey')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Start one' })).toBeTruthy();
  });
});

describe('A field', () => {
  const nothing = () => undefined;

  it('says when it may be left out, unless it is a filter', () => {
    const optional = renderHost(<TextField label="Mobile" value="" onChange={nothing} />);
    expect(optional.container.querySelector('label')?.textContent).toBe('Mobile (optional)');
    cleanup();
    const filter = renderHost(<TextField label="Mobile" value="" onChange={nothing} unmarked />);
    expect(filter.container.querySelector('label')?.textContent?.trim()).toBe('Mobile');
  });

  it('S13: lets no browser keep what was typed for one applicant for the next', () => {
    renderHost(<TextField label="Number" value="" onChange={nothing} required ltr inputMode="numeric" maxLength={9} />);
    const control = screen.getByLabelText('Number');
    expect(['autocomplete', 'dir', 'inputmode', 'maxlength'].map((name) => control.getAttribute(name))).toEqual([
      'off',
      'ltr',
      'numeric',
      '9',
    ]);
  });

  it('S7: does not show a password', () => {
    renderHost(<TextField label="Password" value="" onChange={nothing} required secret />);
    expect(screen.getByLabelText('Password').getAttribute('type')).toBe('password');
  });

  it('of choices is the browser’s own, and gives the value that was chosen', async () => {
    const chosen = jest.fn();
    const choices = [
      { value: '', label: 'All' },
      { value: 'HELD', label: 'Held' },
    ];
    const { container } = renderHost(
      <SelectField label="State" value="" onChange={chosen} choices={choices} required error="Choose one" />,
    );
    const control = screen.getByLabelText('State');
    expect([control.tagName, control.getAttribute('aria-invalid')]).toEqual(['SELECT', 'true']);
    fireEvent.change(control, { target: { value: 'HELD' } });
    expect(chosen).toHaveBeenCalledWith('HELD');
    expect(await violations(container)).toEqual([]);
  });

  it('that is disabled cannot be typed into', () => {
    renderHost(<TextField label="Name" value="Zuri" onChange={nothing} disabled />);
    expect((screen.getByLabelText(/Name/) as HTMLInputElement).disabled).toBe(true);
  });
});

describe('An error', () => {
  const problem = { code: 'platform.openimis-unavailable', status: 503, details: {} } as const;

  it('offers to try again where that helps', () => {
    const again = jest.fn();
    renderHost(<ErrorState problem={problem} onRetry={again} />);
    fireEvent.click(screen.getByRole('button'));
    expect(again).toHaveBeenCalledTimes(1);
  });

  it('offers nothing where there is nothing to try', () => {
    renderHost(<ErrorState problem={problem} />);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('has words for an answer that nobody foresaw', () => {
    renderHost(<ErrorState problem={{ code: 'unknown', status: 500, details: {} }} />, { language: 'fr' });
    expect(screen.getByRole('alert').textContent).not.toMatch(/unknown|error\./);
  });
});

describe('The one menu of all our modules', () => {
  const entry = (id: string, rights: readonly number[]) => menuEntry(id, `interlink/${id}`, rights, <i />, <b>{id}</b>);
  const one = interlinkMenu('fe-one');
  const two = interlinkMenu('fe-two');
  const show = (owner: typeof one, rights: readonly number[]) => {
    const contributions = {
      'core.MainMenu': [one, two],
      'interlink.MainMenu': [entry('desk', [990100]), entry('money', [990130, 990131])],
    };
    const Menu = owner.component as () => ReactElement | null;
    return renderHost(<Menu />, { contributions, rights }).container.textContent ?? '';
  };

  it('is shown by the first module alone', () => {
    expect(show(one, [990100])).toContain('desk');
    cleanup();
    expect(show(two, [990100])).toBe('');
  });

  it('S8: is not shown to who may see none of its entries', () => {
    expect(show(one, [1, 2, 3])).toBe('');
  });

  it('has entries that any one of their rights opens', () => {
    const { filter, route, path } = entry('money', [990130, 990131]);
    expect([filter([990131]), filter([990100]), filter([])]).toEqual([true, false, false]);
    expect([route, path]).toEqual(['/interlink/money', 'interlink/money']);
  });
});

describe('Formats', () => {
  it.each([
    [59_940, '59.9 s'],
    [59_999, '1 min 0 s'],
    [60_000, '1 min 0 s'],
    [3_599_900, '60 min 0 s'],
    [1, 'under 0.1 s'],
  ])('of %d ms is %s', (ms, words) => {
    const Shown = () => <p>{useFormat().duration(ms)}</p>;
    renderHost(<Shown />);
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('have as many decimals as are asked for', () => {
    const Shown = () => {
      const { number } = useFormat();
      return <p>{[number(1.26), number(1.26, 2), number(1.26, 0), number(1000)].join(' ')}</p>;
    };
    const { container } = renderHost(<Shown />);
    expect(container.textContent).toBe('1.3 1.26 1 1,000');
  });

  it.each([
    ['en', '7%|7.3%'],
    ['fr', '7 %|7,3 %'],
  ])('write a part of the whole as %s does', (language, words) => {
    const Shown = () => {
      const { percent } = useFormat();
      return <p>{[percent(0.073), percent(0.073, 1)].join('|')}</p>;
    };
    const { container } = renderHost(<Shown />, { language });
    // Which space that cannot be broken it is depends on the edition of the tables.
    expect(container.textContent?.replaceAll(/\s/g, ' ')).toBe(words);
  });

  it.each([
    ['ar', '\u20662026-11-30 08:00:00\u2069'],
    ['fr', '2026-11-30 08:00:00'],
  ])('keep the parts of a date in their order among the words of %s', (language, written) => {
    const Shown = () => <p>{useFormat().dateTime('2026-11-30T08:00:00.000Z')}</p>;
    const { container } = renderHost(<Shown />, { language });
    expect(container.textContent).toBe(written);
  });

  it('say that only the month is known', () => {
    const Shown = () => <p>{useFormat().birthDate({ date: '1955-03-31', precision: 'month' })}</p>;
    const { container } = renderHost(<Shown />);
    expect(container.textContent).toMatch(/^1955-03 \(/);
  });
});

describe('The key of a wish', () => {
  it('S4: is the same for the same wish, however often it is sent, and another for another', () => {
    const keys: string[] = [];
    const Wishing = () => {
      const keyOf = useIntentKey();
      keys.push(keyOf({ pay: 1 }), keyOf({ pay: 1 }), keyOf({ pay: 2 }), keyOf({ pay: 1 }));
      return null;
    };
    renderHost(<Wishing />);
    const [first, again, other, later] = keys;
    expect(again).toBe(first);
    expect(new Set([first, other, later]).size).toBe(3);
  });
});
