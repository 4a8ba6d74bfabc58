import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { AgreementsPage } from '../src/pages/AgreementsPage.js';
import { AddPartnerPage } from '../src/pages/AddPartnerPage.js';
import {
  anAgreement,
  aPartner,
  arrive,
  axeViolations,
  enter,
  MANAGER,
  pressTwice,
  renderPage,
  SUPERVISOR,
} from './support/render.js';

const LIST = 'GET /partners/health/agreements';
const DRAFT = 'POST /partners/health/agreements';
const ACT = 'POST /partners/health/agreements/*/actions';
const field = (label: RegExp) => screen.getByLabelText(label) as HTMLInputElement;

const fill = () => {
  enter(/^Purpose/, 'health-waiver');
  enter(/^Legal basis/, 'Health Act');
  enter(/^First day/, '2026-01-01');
  enter(/^Last day/, '2026-12-31');
  enter(/^Contact in case/, 'dpo@health.example');
  enter(/^Elements/, 'demographic_info.name');
};
const draft = () => fireEvent.click(screen.getByRole('button', { name: 'Draft an agreement' }));

describe('An agreement that is drafted', () => {
  it('F2: leaves an empty form, and the same written again is another draft', async () => {
    const ids = ['c1', 'c2'];
    const api = fakeApi({ [LIST]: () => [], [DRAFT]: () => anAgreement({ id: ids.shift() ?? '' }) });
    renderPage(<AgreementsPage />, api);
    await screen.findByText(/no agreement yet/);
    for (const count of [1, 2]) {
      fill();
      draft();
      await waitFor(() => expect(api.callsOf(LIST)).toHaveLength(count + 1));
      await waitFor(() => expect(field(/^Purpose/).value).toBe(''));
    }
    const [first, second] = api.callsOf(DRAFT).map((call) => call.header('Idempotency-Key'));
    expect(second).not.toBe(first);
  });

  it('stays typed when it is refused, and is sent again under the same key', async () => {
    let isDown = true;
    const api = fakeApi({
      [LIST]: () => [],
      [DRAFT]: () => (isDown ? refuse(503, 'platform.audit-unavailable') : anAgreement()),
    });
    renderPage(<AgreementsPage />, api);
    await screen.findByText(/no agreement yet/);
    fill();
    draft();
    await screen.findByRole('alert');
    expect(field(/^Elements/).value).toBe('demographic_info.name');
    isDown = false;
    draft();
    await waitFor(() => expect(field(/^Elements/).value).toBe(''));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(new Set(api.callsOf(DRAFT).map((call) => call.header('Idempotency-Key'))).size).toBe(1);
  });

  it('is drafted once, however often the button is pressed while the answer is on its way', async () => {
    const late = holdBack(() => anAgreement());
    const api = fakeApi({ [LIST]: () => [], [DRAFT]: late.answer });
    renderPage(<AgreementsPage />, api);
    await screen.findByText(/no agreement yet/);
    fill();
    draft();
    draft();
    late.release();
    await arrive();
    expect(api.callsOf(DRAFT)).toHaveLength(1);
  });

  it('is drafted by the keyboard alone', async () => {
    const api = fakeApi({ [LIST]: () => [], [DRAFT]: () => anAgreement() });
    renderPage(<AgreementsPage />, api);
    await screen.findByText(/no agreement yet/);
    fill();
    field(/^Contact in case/).focus();
    await userEvent.keyboard('{enter}');
    await waitFor(() => expect(api.callsOf(DRAFT)).toHaveLength(1));
    // And the next one is begun where the form begins.
    await waitFor(() => expect(field(/^Purpose/).value).toBe(''));
    expect(document.activeElement).toBe(field(/^Purpose/));
  });

  it('S8: is drafted by nobody who may only approve', async () => {
    renderPage(<AgreementsPage />, fakeApi({ [LIST]: () => [anAgreement()] }), { rights: SUPERVISOR });
    await screen.findByText('health-waiver');
    expect(screen.queryByRole('form')).toBeNull();
  });
});

describe('A long form that was sent with a field wrong', () => {
  it.each([
    ['an agreement', <AgreementsPage key="a" />, fill, /^Legal basis/, 'Draft an agreement'],
    [
      'a partner',
      <AddPartnerPage key="p" />,
      () => {
        enter(/^Id/, 'health');
        enter(/^Name/, 'Ministry of Health');
        enter(/^Its DCI id/, 'https://health.example/dci');
        enter(/^Technical contact/, 'Hana');
      },
      /^E-mail/,
      'Write it down',
    ],
  ] as const)('WCAG 3.3.1: leads the keyboard to it and reads out what is wrong: %s', async (...given) => {
    const [_what, page, fillIn, label, send] = given;
    const { container } = renderPage(page, fakeApi({ [LIST]: () => [] }), { rights: MANAGER });
    await screen.findByRole('button', { name: send });
    fillIn();
    enter(label, '');
    fireEvent.click(screen.getByRole('button', { name: send }));
    await waitFor(() => expect(document.activeElement).toBe(field(label)));
    const described = (field(label).getAttribute('aria-describedby') ?? '').split(' ');
    expect(described.map((id) => document.getElementById(id)?.textContent).join(' ')).toMatch(/fill this in|e-mail/);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The agreements of a partner', () => {
  it('are asked for again after a refusal', async () => {
    let isDown = true;
    const api = fakeApi({ [LIST]: () => (isDown ? refuse(503, 'platform.audit-unavailable') : [anAgreement()]) });
    renderPage(<AgreementsPage />, api);
    await screen.findByRole('alert');
    expect(screen.queryByText(/no agreement yet/)).toBeNull();
    isDown = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('health-waiver');
  });

  it('say what is not limited, and leave out what nobody decided', async () => {
    renderPage(<AgreementsPage />, fakeApi({ [LIST]: () => [anAgreement({ recordTypes: [] })] }));
    await screen.findByText('health-waiver');
    const terms = screen.getAllByRole('term').map(({ textContent }) => textContent);
    expect(terms).toContain('Kinds of record');
    expect(terms).not.toContain('Records a day, at most');
    expect(terms).not.toContain('Approved by');
    expect(screen.getByText('any')).toBeTruthy();
  });

  it('F2: are read again after an act, so that the next act is about what is there now', async () => {
    let status: 'active' | 'suspended' = 'active';
    const api = fakeApi({
      [LIST]: () => [anAgreement({ status, madeBy: 'ian', approvedBy: 'sue', approvedAt: '2026-11-24T09:00:00.000Z' })],
      [ACT]: () => {
        status = 'suspended';
        return anAgreement({ status });
      },
    });
    renderPage(<AgreementsPage />, api, { rights: SUPERVISOR });
    await screen.findByText('In force');
    expect(screen.getByText('2026-11-24 09:00:00 · sue')).toBeTruthy();
    pressTwice(/^Suspend/, /^Yes/);
    await screen.findByRole('button', { name: /^Activate/ });
    expect(screen.queryByRole('button', { name: /^Suspend/ })).toBeNull();
  });

  it('WCAG 2.4.3: leave the keyboard to the page once the button that was pressed is gone with the state', async () => {
    let isSuspended = false;
    const late = holdBack(() => [anAgreement({ status: 'suspended', madeBy: 'ian' })]);
    const api = fakeApi({
      [LIST]: () => (isSuspended ? late.answer() : [anAgreement({ status: 'active', madeBy: 'ian' })]),
      [ACT]: () => {
        isSuspended = true;
        return anAgreement({ status: 'suspended' });
      },
    });
    renderPage(<AgreementsPage />, api, { rights: SUPERVISOR });
    await userEvent.click(await screen.findByRole('button', { name: 'Suspend: health-waiver · Questions' }));
    await userEvent.click(screen.getByRole('button', { name: /^Yes/ }));
    screen.getByRole('button', { name: /^Suspend/ }).focus();
    late.release();
    await screen.findByRole('button', { name: /^Activate/ });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })));
  });

  it('are those of a partner by its name', async () => {
    const api = fakeApi({ [LIST]: () => [], 'GET /partners/health': () => aPartner() });
    renderPage(<AgreementsPage />, api);
    await screen.findByRole('heading', { name: 'Agreements with Ministry of Health' });
  });

  it('F2: say why an act was refused, and act on nothing by themselves', async () => {
    const api = fakeApi({ [LIST]: () => [anAgreement()], [ACT]: () => refuse(409, 'platform.conflict') });
    renderPage(<AgreementsPage />, api, { rights: SUPERVISOR });
    await screen.findByText('health-waiver');
    pressTwice(/^Approve/, /I have read it/);
    await screen.findByRole('alert');
    expect(api.callsOf(ACT)).toHaveLength(1);
    expect(screen.getByRole('button', { name: /^Approve/ })).toBeTruthy();
  });

  it('speak French and Arabic, elements and identifiers from left to right in each', async () => {
    for (const [language, dir] of [
      ['fr', 'ltr'],
      ['ar', 'rtl'],
    ] as const) {
      const { unmount } = renderPage(<AgreementsPage />, fakeApi({ [LIST]: () => [anAgreement()] }), { language });
      const elements = await screen.findByText('demographic_info.name');
      expect(elements.closest('section')?.getAttribute('dir')).toBe(dir);
      expect(elements.closest('bdi')?.getAttribute('dir')).toBe('ltr');
      expect(screen.queryByText('Legal basis')).toBeNull();
      unmount();
    }
  });
});
