import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { TakeInHousehold } from '@interlink/contracts/social-registry/intake';
import { refuse, type fakeApi } from '@interlink/fe-kit/testing/fake-api';
import type { Draft } from '../src/drafts/draft.js';
import { HouseholdPage } from '../src/pages/HouseholdPage.js';
import { HouseholdsPage } from '../src/pages/HouseholdsPage.js';
import { keepDraft } from '../src/store/drafts.js';
import { giveBrowserStore } from './support/browser-store.js';
import { alike, intakeApi, kept, MARK, TAKE_IN } from './support/intake.js';
import { axeViolations, enter, ID, press, renderPage, SUPERVISOR } from './support/render.js';

const answered = {
  household: { village: 'R1', owns_land: 'false' },
  members: [{ given_name: 'Amina', birth_date: '1950', relationship: 'head' }],
};
const draft = (over: Partial<Draft> = {}): Draft => ({
  id: ID,
  key: 'the-key-of-this-household',
  questionnaire: 'household',
  version: 1,
  typed: { household: {}, members: [{ relationship: 'head' }] },
  state: 'writing',
  savedAt: '2026-11-24T08:00:00.000Z',
  ...over,
});

/** The page of one draft as a person would have begun it. */
async function openDraft(api: ReturnType<typeof fakeApi>, over: Partial<Draft> = {}, language = 'en') {
  const host = renderPage(<HouseholdPage />, api, { params: { id: ID }, language });
  await waitFor(() => expect(screen.queryByRole('status')).toBeTruthy());
  act(() => void host.store.dispatch(keepDraft(draft(over))));
  await screen.findByRole('navigation');
  return host;
}

beforeEach(giveBrowserStore);

describe('The page of households to take in', () => {
  it('SR-008: begins a household and leads to it', async () => {
    const { pushed } = renderPage(<HouseholdsPage />, intakeApi());
    await screen.findByText(/No household is being taken in/);
    await press('Take in a household');
    expect(pushed[0]).toMatch(/^\/interlink\/social-registry\/households\/[0-9a-f-]{36}$/);
    expect(await screen.findByText('Being written')).toBeTruthy();
    await press('Remove: No name yet');
    // What somebody wrote for half an hour is not gone at one press.
    expect(screen.getByText('Being written')).toBeTruthy();
    await press('Yes, remove what was written: No name yet');
    expect(await screen.findByText(/No household is being taken in/)).toBeTruthy();
  });

  it('S8: offers nothing to whoever may only read', () => {
    renderPage(<HouseholdsPage />, intakeApi(), { rights: SUPERVISOR });
    expect(screen.getByText(/You may not take in households/)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says when the questionnaires cannot be loaded, and tries again', async () => {
    renderPage(
      <HouseholdsPage />,
      intakeApi({ 'GET /social-registry/questionnaires': () => refuse(503, 'platform.openimis-unavailable') }),
    );
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});

describe('The interview of a household', () => {
  it('SR-005: asks what the answer before makes worth asking, and shows help and form as one types', async () => {
    await openDraft(intakeApi());
    expect(screen.getByText('Own, not rented')).toBeTruthy();
    expect(screen.queryByLabelText('Acres')).toBeNull();
    await userEvent.selectOptions(screen.getByLabelText('Land?'), 'true');
    enter('Acres', 'many');
    expect(screen.queryByText('A number, please, such as 2.5 or 2,5.')).toBeNull();
    fireEvent.blur(screen.getByLabelText('Acres'));
    expect(screen.getByText('A number, please, such as 2.5 or 2,5.')).toBeTruthy();
    enter('Acres', '1.5');
    expect(screen.queryByText('A number, please, such as 2.5 or 2,5.')).toBeNull();
    await userEvent.selectOptions(screen.getByLabelText('Land?'), 'false');
    expect(screen.queryByLabelText('Acres')).toBeNull();
  });

  it('SR-005: asks the Washington Group’s questions of each member, the first of whom is the head', async () => {
    await openDraft(intakeApi());
    await press('Next');
    expect((screen.getByLabelText(/Relationship/) as HTMLSelectElement).value).toBe('head');
    expect(document.activeElement).toBe(screen.getByLabelText('Given name'));
    enter('Given name', 'Amina');
    await press('Add a member');
    expect((screen.getByLabelText(/Relationship/) as HTMLSelectElement).value).toBe('');
    await userEvent.selectOptions(screen.getByLabelText(/Seeing/), 'cannot');
    expect(screen.getByRole('button', { name: 'Member 2' }).getAttribute('aria-current')).toBe('step');
    await press('Remove this member');
    expect(screen.getByRole('button', { name: 'Member 2' })).toBeTruthy();
    await press('Yes, remove this member and the answers');
    expect(screen.queryByRole('button', { name: 'Member 2' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Amina' })).toBeTruthy();
  });

  it('SR-020: sends nothing that is incomplete, and leads from each problem to its question', async () => {
    const api = intakeApi();
    await openDraft(api);
    await press('Look it over');
    await press('Send the household');
    const summary = await screen.findByRole('region', { name: '4 answers to correct' });
    await userEvent.click(within(summary).getByRole('link', { name: 'Member 1, Born' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Born')));
    expect(api.callsOf(TAKE_IN)).toEqual([]);
  });

  it('SR-008: is looked over, sent with its key, and nothing of it stays in the page', async () => {
    const api = intakeApi({ [TAKE_IN]: () => kept });
    const { store } = await openDraft(api, { typed: answered });
    await press('Look it over');
    expect(screen.getByText('No')).toBeTruthy();
    await press('Send the household');
    expect(await screen.findByText(/The household is in the registry/)).toBeTruthy();
    const [call] = api.callsOf(TAKE_IN);
    expect(call?.header('idempotency-key')).toBe('the-key-of-this-household');
    expect(call?.body).toEqual({
      questionnaire: 'household',
      questionnaireVersion: 1,
      answers: {
        household: { village: 'R1', owns_land: false },
        members: [{ given_name: 'Amina', birth_date: '1950', relationship: 'head' }],
      },
    });
    expect(JSON.stringify(store.getState())).not.toContain('Amina');
  });

  it('SR-020: shows what only the service can know beside its question', async () => {
    const problems = [{ question: 'village', code: 'unknown-village' }];
    await openDraft(intakeApi({ [TAKE_IN]: () => refuse(422, 'social-registry.answers-refused', { problems }) }), {
      typed: answered,
    });
    await press('Look it over');
    await press('Send the household');
    await userEvent.click(await screen.findByRole('link', { name: 'Village' }));
    expect(screen.getByText('There is no such village here: choose one of the list, or give its code.')).toBeTruthy();
  });
});

describe('What the service said of a member', () => {
  it('SR-020: is not said of the one who comes into the place of a member that was removed', async () => {
    const problems = [{ question: 'given_name', member: 1, code: 'duplicate' }];
    const named = (given_name: string) => ({ given_name, birth_date: '1950', relationship: 'child' });
    const members = [...answered.members, named('Baraka'), named('Chiku')];
    await openDraft(intakeApi({ [TAKE_IN]: () => refuse(422, 'social-registry.answers-refused', { problems }) }), {
      typed: { ...answered, members },
    });
    await press('Look it over');
    await press('Send the household');
    await userEvent.click(await screen.findByRole('link', { name: 'Baraka, Given name' }));
    expect(screen.getByText('This identifier is given twice.')).toBeTruthy();
    await press('Remove this member');
    await press('Yes, remove this member and the answers');
    await press('Chiku');
    expect((screen.getByLabelText('Given name') as HTMLInputElement).value).toBe('Chiku');
    expect(screen.queryByText('This identifier is given twice.')).toBeNull();
  });
});

describe('A household of which somebody is known', () => {
  const check = 'POST /social-registry/households/check';
  const service = (over: Parameters<typeof intakeApi>[0] = {}) =>
    intakeApi({
      [check]: () => ({ problems: [], alike: [alike], shown: MARK }),
      [TAKE_IN]: ({ body }) =>
        (body as { another?: unknown }).another ? kept : refuse(409, 'social-registry.household-alike', { count: 1 }),
      ...over,
    });

  it('SR-053: is shown first, and sent when a person says with a reason that it is another', async () => {
    const api = service();
    await openDraft(api, { typed: answered });
    await press('Look it over');
    await press('Send the household');
    expect(await screen.findByText('Amina Wanjiru')).toBeTruthy();
    // There is one thing to decide now; sending the same again would only show it once more.
    expect(screen.queryByRole('button', { name: 'Send the household' })).toBeNull();
    await press('It is another household: send it');
    expect(screen.getByText('Say how you know it.')).toBeTruthy();
    expect(api.callsOf(TAKE_IN)).toHaveLength(1);
    enter(/How you know/, 'Two cousins');
    await press('It is another household: send it');
    await screen.findByText(/The household is in the registry/);
    expect(api.callsOf(TAKE_IN).at(-1)?.body).toMatchObject({ another: { shown: MARK, reason: 'Two cousins' } });
    expect(new Set(api.callsOf(TAKE_IN).map((call) => call.header('idempotency-key'))).size).toBe(1);
  });

  it('S10: keeps the reason in one line, however many it was written in: the service takes no other', async () => {
    const api = service();
    await openDraft(api, { typed: answered });
    await press('Look it over');
    await press('Send the household');
    await screen.findByText('Amina Wanjiru');
    enter(/How you know/, ' Two cousins.\nThe elder\tsaid so. ');
    await press('It is another household: send it');
    await screen.findByText(/The household is in the registry/);
    const { another } = api.callsOf(TAKE_IN).at(-1)?.body as TakeInHousehold;
    expect(another?.reason).toBe('Two cousins. The elder said so.');
  });

  it('SR-008: becomes its new answers over the version that was seen; a stale one is shown with both values', async () => {
    let version = 3;
    const answers = {
      household: { village: 'R1', owns_land: true },
      members: [
        { given_name: 'Amina', birth_date: '1950-02-03', relationship: 'head' },
        { given_name: 'Juma', birth_date: '2015', relationship: 'child' },
      ],
    };
    const renew = `POST /social-registry/households/${ID}/answers`;
    const api = service({
      [`GET /social-registry/households/${ID}`]: () => ({
        id: ID,
        version,
        questionnaire: 'household',
        answers,
        updatedAt: '2026-11-24T08:00:00.000Z',
      }),
      [renew]: ({ header }) => {
        if (header('if-match') === `"${version}"` && version === 4) return { ...kept, version: 5, outcome: 'changed' };
        version = 4;
        return refuse(412, 'platform.conflict', { version });
      },
    });
    await openDraft(api, { typed: answered });
    await press('Look it over');
    await press('Send the household');
    await press('It is this household: Amina Wanjiru');
    const row = (await screen.findByRole('cell', { name: 'Land?' })).closest('tr');
    expect(row?.textContent).toBe('The householdLand?YesNo');
    // Who is not in the new answers leaves the household, by name.
    expect(screen.getByText(/no longer:/).textContent).toBe('Would be of the household no longer: Juma');
    expect(screen.getByRole('row', { name: /Juma Born/ }).textContent).toBe(
      'JumaBorn2015 (only the year is known)Not answered',
    );
    await press('Keep mine over version 3');
    expect(await screen.findByText(/Somebody changed this household/)).toBeTruthy();
    await press('Keep mine over version 4');
    await screen.findByText(/The household is in the registry/);
    expect(api.callsOf(renew).map((call) => call.header('if-match'))).toEqual(['"3"', '"4"']);
  });

  it('WCAG 2.4.3: leaves the keyboard to the page when its button is gone with what was sent', async () => {
    await openDraft(service(), { typed: answered });
    await press('Look it over');
    await press('Send the household');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })));
  });

  it.each(['en', 'ar'])(
    'WCAG 2.2 AA: axe finds nothing wrong from the first question to the decision (%s)',
    async (language) => {
      const { container } = await openDraft(service(), { typed: answered, state: 'writing' }, language);
      expect(await axeViolations(container)).toEqual([]);
      const steps = within(screen.getByRole('navigation')).getAllByRole('button');
      await userEvent.click(steps[1] as HTMLElement);
      expect(await axeViolations(container)).toEqual([]);
      await userEvent.click(steps[2] as HTMLElement);
      const buttons = screen.getAllByRole('button');
      await userEvent.click(buttons.at(-1) as HTMLElement);
      await screen.findByText('Amina Wanjiru');
      expect(await axeViolations(container)).toEqual([]);
      expect(container.querySelector('[dir]')?.getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
    },
  );
});
