import { fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { IndividualTabLabel, IndividualTabPanel } from '../src/components/IndividualTab.js';
import { OpenWorkBlock } from '../src/components/OpenWorkBlock.js';
import { summary } from './support/journeys.js';
import { APPROVER, axeViolations, OFFICER, renderPage } from './support/render.js';

const LIST = 'GET /enrolment/journeys';
const WORK = 'GET /enrolment/open-work';
const individual = { id: 'SW5k', uuid: '11111111-0000-4000-8000-000000000001' };
const TAB = 'interlinkEnrolmentJourneys';

describe('The tab on the individual page of openIMIS', () => {
  const label = (rights: readonly number[]) => (
    <div role="tablist">
      <IndividualTabLabel
        onChange={() => undefined}
        tabStyle={() => 'tab'}
        isSelected={(value) => value === TAB}
        rights={rights}
        individual={individual}
      />
    </div>
  );

  it('is there for whoever may read journeys, and for nobody else', () => {
    renderPage(label(OFFICER), fakeApi({}));
    expect(screen.getByRole('tab', { name: 'Enrolment journeys' })).toBeTruthy();
  });

  it('is not there without the right', () => {
    renderPage(label([159001]), fakeApi({}));
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('lists the journeys of this person when it is the open one', async () => {
    const api = fakeApi({ [LIST]: () => ({ items: [summary()] }) });
    const { container } = renderPage(<IndividualTabPanel value={TAB} rights={OFFICER} individual={individual} />, api);
    await screen.findByText('Amina Wanjiru');
    expect(api.callsOf(LIST)[0]?.params).toMatchObject({ individualId: individual.uuid });
    expect(await axeViolations(container)).toEqual([]);
  });

  it.each([
    ['an officer', OFFICER, true],
    ['an approver, who may not', APPROVER, false],
  ])('S8: offers to enrol a person without a journey to %s', async (_who, rights, isOffered) => {
    const api = fakeApi({ [LIST]: () => ({ items: [] }) });
    renderPage(<IndividualTabPanel value={TAB} rights={rights} individual={individual} />, api, { rights });
    await screen.findByText(/No enrolment journey/);
    expect(screen.queryByRole('link', { name: 'Enrol a person' }) !== null).toBe(isOffered);
  });

  it('shows no journey of one person on the tab of another, nor that there is none, when it is refused', async () => {
    let isDown = false;
    const api = fakeApi({
      [LIST]: () => (isDown ? refuse(503, 'platform.audit-unavailable') : { items: [summary()] }),
    });
    const { visit } = renderPage(<IndividualTabPanel value={TAB} rights={OFFICER} individual={individual} />, api);
    await screen.findByText('Amina Wanjiru');
    isDown = true;
    const other = { uuid: '11111111-0000-4000-8000-000000000002' };
    visit(<IndividualTabPanel value={TAB} rights={OFFICER} individual={other} />);
    await screen.findByRole('alert');
    expect(screen.queryByText('Amina Wanjiru')).toBeNull();
    isDown = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Amina Wanjiru');
    expect(api.callsOf(LIST).at(-1)?.params).toMatchObject({ individualId: other.uuid });
  });

  it.each([
    ['another tab is open', { value: 'benefits', rights: OFFICER, individual }],
    ['the right is missing', { value: TAB, rights: [], individual }],
    ['the person is not loaded yet', { value: TAB, rights: OFFICER, individual: undefined }],
  ])('asks nothing while %s', (_why, props) => {
    const api = fakeApi({});
    renderPage(<IndividualTabPanel {...props} />, api);
    expect(api.calls).toEqual([]);
  });
});

describe('The block on the home page of openIMIS', () => {
  const work = {
    items: [
      { kind: 'awaiting-approval', count: 3 },
      { kind: 'held', count: 1 },
      { kind: 'unfinished', count: 0 },
    ],
  };

  it('counts what waits, with the plural of the language, and leads to it', async () => {
    const { container } = renderPage(<OpenWorkBlock />, fakeApi({ [WORK]: () => work }));
    const link = await screen.findByRole('link', { name: '3 enrolments to decide' });
    expect(link.getAttribute('href')).toBe('/front/interlink/enrolment/journeys?state=awaiting-approval');
    expect(screen.getByRole('link', { name: '1 journey needs a look' })).toBeTruthy();
    expect(screen.queryByText(/not finished/)).toBeNull();
    expect(await axeViolations(container)).toEqual([]);
  });

  it.each([
    ['before login', { signedIn: false }],
    ['without a right', { rights: [159001] }],
  ])('asks nothing and shows nothing %s', (_when, options) => {
    const api = fakeApi({ [WORK]: () => work });
    const { container } = renderPage(<OpenWorkBlock />, api, options);
    expect(api.calls).toEqual([]);
    expect(container.textContent).toBe('');
  });

  it('says so when nothing waits', async () => {
    renderPage(<OpenWorkBlock />, fakeApi({ [WORK]: () => ({ items: [] }) }));
    await waitFor(() => expect(screen.getByText('Nothing waits for you.')).toBeTruthy());
  });
});
