import { screen } from '@testing-library/react';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { IndividualTabLabel, IndividualTabPanel } from '../src/components/IndividualTab.js';
import { axeViolations, ID, lookFor, person, READER, renderPage, service } from './support/render.js';

const OF_OPENIMIS = 'GET /registry/sources/openimis/people/*';
const TAB = 'interlinkRegistryPerson';
const individual = { id: 'SW5k', uuid: '11111111-0000-4000-8000-000000000001' };

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

  it('S8: is there for whoever may read the registry, and for nobody else', () => {
    const { unmount } = renderPage(label(READER), service());
    expect(screen.getByRole('tab', { name: 'In all systems' })).toBeTruthy();
    unmount();
    renderPage(label([159001]), service());
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('IBR-030: shows the enrolments of all systems and leads to the person, once a purpose is named', async () => {
    const api = service({ [OF_OPENIMIS]: () => person() });
    const { container } = renderPage(<IndividualTabPanel value={TAB} rights={READER} individual={individual} />, api);
    expect(api.calls).toEqual([]);
    lookFor('enrolment');
    const link = await screen.findByRole('link', { name: 'Open the whole person' });
    expect(link.getAttribute('href')).toContain(ID);
    expect(api.callsOf(`GET /registry/sources/openimis/people/${individual.uuid}`)).toHaveLength(1);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('says that the registry is about to hear of somebody new', async () => {
    const api = service({ [OF_OPENIMIS]: () => refuse(404, 'registry.person-not-found') });
    renderPage(<IndividualTabPanel value={TAB} rights={READER} individual={individual} />, api);
    lookFor('enrolment');
    await screen.findByText(/look again in a few seconds/);
  });

  it.each([
    ['another tab is open', { value: 'benefits', rights: READER, individual }],
    ['the right is missing', { value: TAB, rights: [], individual }],
    ['the person is not loaded yet', { value: TAB, rights: READER, individual: undefined }],
  ])('shows nothing while %s', (_why, props) => {
    const { container } = renderPage(<IndividualTabPanel {...props} />, service());
    expect(container.textContent).toBe('');
  });
});
