import { cleanup, screen } from '@testing-library/react';
import { Facts } from '../src/components/Facts.js';
import { hostTab, idOf, type HostRecord } from '../src/components/host-tab.js';
import { MenuText } from '../src/components/MenuText.js';
import { defineTexts } from '../src/texts.js';
import { renderHost } from '../src/testing/host.js';

afterEach(cleanup);

const texts = defineTexts('kitTest', { ar: { tab: 'مدفوعات' }, en: { tab: 'Payments' }, fr: { tab: 'Paiements' } });
const RIGHT = 990130;
const { Label, Panel } = hostTab({
  tab: 'lines',
  right: RIGHT,
  texts,
  title: 'tab',
  propsOf: ({ person }: { readonly person?: HostRecord | undefined }) =>
    person === undefined ? undefined : { name: idOf(person) ?? '' },
  Content: ({ name }: { readonly name: string }) => <p>{name}</p>,
});
const label = (rights?: readonly number[]) => (
  <div role="tablist">
    <Label
      onChange={() => undefined}
      tabStyle={(tab) => tab}
      isSelected={(tab) => tab === 'lines'}
      rights={rights ?? []}
    />
  </div>
);

describe('A tab on a page of openIMIS', () => {
  it('S8: has a label for who holds the right, in the language of the user', () => {
    renderHost(label([RIGHT]), { language: 'fr' });
    expect(screen.getByRole('tab', { name: 'Paiements' }).getAttribute('aria-selected')).toBe('true');
  });

  it('S8: has none for who does not hold it', () => {
    renderHost(label([]), {});
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('shows its content in a region with its name and direction when it is the open one', () => {
    renderHost(<Panel value="lines" rights={[RIGHT]} person={{ uuid: 'u-1', id: 'x' }} />, { language: 'ar' });
    expect(screen.getByRole('region', { name: 'مدفوعات' }).getAttribute('dir')).toBe('rtl');
    expect(screen.getByText('u-1')).toBeTruthy();
  });

  it.each([
    ['another tab is open', { value: 'other', rights: [RIGHT], person: { id: '1' } }],
    ['the right is missing', { value: 'lines', rights: [], person: { id: '1' } }],
    ['the host has said no rights', { value: 'lines', person: { id: '1' } }],
    ['the record is not loaded yet', { value: 'lines', rights: [RIGHT], person: undefined }],
  ])('shows nothing while %s', (_why, props) => {
    const { container } = renderHost(<Panel {...props} />, {});
    expect(container.textContent).toBe('');
  });

  it('knows a record by its uuid before its id', () => {
    expect([idOf({ id: 'a', uuid: 'b' }), idOf({ id: 'a' }), idOf(undefined)]).toEqual(['b', 'a', undefined]);
  });
});

describe('Facts', () => {
  it('leave out what has no value', () => {
    renderHost(
      <Facts
        facts={[
          ['Programme', 'OAA'],
          ['Village', undefined],
          ['Note', ''],
          ['Lines', 0],
        ]}
      />,
      {},
    );
    expect(screen.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['Programme', 'Lines']);
    expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual(['OAA', '0']);
  });
});

describe('A text for a menu', () => {
  it('is read in the language of the user', () => {
    renderHost(<MenuText texts={texts} id="tab" />, { language: 'ar' });
    expect(screen.getByText('مدفوعات')).toBeTruthy();
  });
});
