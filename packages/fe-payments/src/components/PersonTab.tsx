import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { useDirection } from '@interlink/fe-kit/direction';
import { useText } from '@interlink/fe-kit/texts';
import { Tab } from '@interlink/fe-kit/ui/material';
import { RIGHT_READ } from '../names.js';
import { loadPerson } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { LineTable } from './LineTable.js';
import { Pages } from './Loaded.js';

const TAB = 'interlinkPaymentsLines';

interface TabHost {
  readonly rights?: readonly number[];
  readonly individual?: { readonly id?: string; readonly uuid?: string } | undefined;
}
interface LabelProps extends TabHost {
  readonly onChange: (event: unknown, value: string) => void;
  readonly tabStyle: (value: string) => string;
  readonly isSelected: (value: string) => boolean;
}

/** `individual.TabPanel.label` of openIMIS. */
export function PersonTabLabel({ onChange, tabStyle, isSelected, rights = [] }: LabelProps) {
  const { text } = useText(texts);
  if (!rights.includes(RIGHT_READ)) return null;
  return (
    <Tab
      onChange={onChange}
      className={tabStyle(TAB)}
      selected={isSelected(TAB)}
      value={TAB}
      label={text('person.tab')}
    />
  );
}

/** `individual.TabPanel.panel` of openIMIS. Asks only when it is the one that is open: each look is written down. */
export function PersonTabPanel({ value, rights = [], individual }: TabHost & { readonly value?: string }) {
  const individualId = individual?.uuid ?? individual?.id;
  if (value !== TAB || !rights.includes(RIGHT_READ) || individualId === undefined) return null;
  return <PersonPayments individualId={individualId} />;
}

function PersonPayments({ individualId }: { readonly individualId: string }) {
  const dispatch = useDispatch();
  const { dir, lang } = useDirection();
  const { text } = useText(texts);
  const person = usePayments((state) => state.person);
  const load = () => dispatch(loadPerson.ask({ individualId }));
  useEffect(() => void dispatch(loadPerson.ask({ individualId })), [dispatch, individualId]);
  return (
    <section dir={dir} lang={lang} aria-label={text('person.tab')}>
      <Pages of={person} empty={text('person.empty')} load={load}>
        {(items) => <LineTable withBatch caption={text('person.caption')} items={items} />}
      </Pages>
    </section>
  );
}
