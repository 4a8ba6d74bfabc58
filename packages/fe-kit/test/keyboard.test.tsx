import { useRef, useState } from 'react';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SelectField, TextField } from '../src/components/Field.js';
import { Page } from '../src/components/Page.js';
import { Stepper } from '../src/components/Stepper.js';
import { TwoStep } from '../src/components/TwoStep.js';
import { leadToError, useFirstField, useWayBack } from '../src/keyboard.js';
import type { RequestState } from '../src/store/request.js';
import { renderHost } from '../src/testing/host.js';
import { arrive } from './support/pages.js';

const nothing = () => undefined;

/** Comes in the place of the button that opened it. */
function Form({ wrong }: { readonly wrong: readonly string[] }) {
  const form = useRef<HTMLFormElement>(null);
  useFirstField(form);
  const [wasTried, setTried] = useState(false);
  const errorOf = (name: string) => (wasTried && wrong.includes(name) ? 'Wrong' : undefined);
  return (
    <form
      ref={form}
      aria-label="Reason"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        leadToError(form);
      }}
    >
      <SelectField label="Kind" value="" choices={[]} onChange={nothing} error={errorOf('Kind')} unmarked />
      <TextField label="Why" value="" onChange={nothing} error={errorOf('Why')} multiline unmarked />
      <TextField label="Who" value="" onChange={nothing} error={errorOf('Who')} unmarked />
      <button type="submit">Send</button>
    </form>
  );
}
function Opening({ wrong = [] }: { readonly wrong?: readonly string[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <input aria-label="Elsewhere" />
      {isOpen ? (
        <Form wrong={wrong} />
      ) : (
        <button type="button" onClick={() => setTimeout(() => setOpen(true), 5)}>
          Open
        </button>
      )}
    </>
  );
}
const open = () => userEvent.click(screen.getByRole('button', { name: 'Open' }));

describe('WCAG 2.4.3: a form in the place of the button that was pressed', () => {
  it('has the keyboard at its first field', async () => {
    renderHost(<Opening />);
    await open();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Kind')));
  });

  it('takes it from nobody who went elsewhere before it came', async () => {
    renderHost(<Opening />);
    await open();
    screen.getByLabelText('Elsewhere').focus();
    await screen.findByRole('form');
    expect(document.activeElement).toBe(screen.getByLabelText('Elsewhere'));
  });
});

describe('WCAG 2.4.3: a button that is disabled while it works', () => {
  type Status = RequestState<unknown>['status'];
  function Act({ status }: { readonly status: Status }) {
    useWayBack(status);
    return (
      <button type="button" disabled={status === 'loading'}>
        Approve
      </button>
    );
  }
  interface WorkingProps {
    readonly status: Status;
    readonly isThere?: boolean;
    readonly step?: string;
  }
  function Working({ status, isThere = true, step }: WorkingProps) {
    return (
      <Page title="A change">
        <input aria-label="Elsewhere" />
        {isThere && <Act status={status} />}
        {step && <Stepper label="Steps" steps={[{ id: 'b', title: step, status: 'waiting' }]} current="b" />}
      </Page>
    );
  }
  /** Presses it, and takes the keyboard off it as browsers do of what is disabled; jsdom leaves it there. */
  function press() {
    const { visit } = renderHost(<Working status="idle" />);
    const button = screen.getByRole('button', { name: 'Approve' });
    button.focus();
    visit(<Working status="loading" />);
    button.blur();
    return { button, visit };
  }

  it.each(['done', 'failed', 'idle'] as const)('has the keyboard again once that is %s', async (status) => {
    const { button, visit } = press();
    visit(<Working status={status} />);
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('takes it from nobody who went elsewhere meanwhile', async () => {
    const { visit } = press();
    screen.getByLabelText('Elsewhere').focus();
    visit(<Working status="done" />);
    await arrive();
    expect(document.activeElement).toBe(screen.getByLabelText('Elsewhere'));
  });

  it('has it again although a dialog was answered in between, which is gone with its own', async () => {
    const { button, visit } = press();
    visit(<Working status="failed" />);
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.setAttribute('role', 'dialog');
    const answer = dialog.appendChild(document.createElement('button'));
    answer.focus();
    visit(<Working status="loading" />);
    dialog.remove();
    visit(<Working status="done" />);
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('and is gone with what was done leaves it to the page', async () => {
    const { visit } = press();
    visit(<Working status="done" isThere={false} />);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })));
  });

  it('and is gone for the next step leaves it to that', async () => {
    const { visit } = press();
    visit(<Working status="done" isThere={false} step="Account" />);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('1. AccountNot yet'));
  });
});

describe('WCAG 2.4.3: what is done by two presses', () => {
  function Draft() {
    const [isThere, setThere] = useState(true);
    return (
      <Page title="Drafts">{isThere && <TwoStep label="Remove" sure="Yes" onSure={() => setThere(false)} />}</Page>
    );
  }

  it('and takes its button with it leaves the keyboard to the page', async () => {
    renderHost(<Draft />);
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    fireEvent.click(screen.getByRole('button', { name: 'Yes' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })));
  });
});

describe('WCAG 3.3.1: a form that was sent', () => {
  it.each([
    [['Who', 'Why'], 'Why'],
    [['Who'], 'Who'],
    [['Who', 'Why', 'Kind'], 'Kind'],
  ])('with %j wrong leads to the first of them', async (wrong, first) => {
    renderHost(<Opening wrong={wrong} />);
    await open();
    fireEvent.click(await screen.findByRole('button', { name: 'Send' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(first)));
    // Said beside it, in the words that a screen reader has then.
    expect(document.getElementById(`${document.activeElement?.id ?? ''}-error`)?.textContent).toBe('Wrong');
  });

  it('with nothing wrong leaves the keyboard where it is', async () => {
    renderHost(<Opening />);
    await open();
    const send = await screen.findByRole('button', { name: 'Send' });
    send.focus();
    fireEvent.click(send);
    await arrive();
    expect(document.activeElement).toBe(send);
  });
});
