import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { hostTab, idOf, type HostRecord } from '@interlink/fe-kit/components/host-tab';
import { useText } from '@interlink/fe-kit/texts';
import { RIGHT_READ } from '../names.js';
import { leavePage, loadPerson } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { LineTable } from './LineTable.js';
import { Pages } from './Loaded.js';
import { ReadAgain } from './ReadAgain.js';

function PersonPayments({ individualId }: { readonly individualId: string }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const person = usePayments((state) => state.person);
  const load = () => void dispatch(loadPerson.ask({ individualId }));
  useEffect(() => {
    dispatch(loadPerson.ask({ individualId }));
    return () => void dispatch(leavePage());
  }, [dispatch, individualId]);
  return (
    <ReadAgain.Provider value={load}>
      <Pages of={person} empty={text('person.empty')} load={load}>
        {(items) => <LineTable withBatch withReceipt caption={text('person.caption')} items={items} />}
      </Pages>
    </ReadAgain.Provider>
  );
}

/** `individual.TabPanel.label` and `.panel` of openIMIS. */
export const { Label: PersonTabLabel, Panel: PersonTabPanel } = hostTab({
  tab: 'interlinkPaymentsLines',
  right: RIGHT_READ,
  texts,
  title: 'person.tab',
  propsOf: ({ individual }: { readonly individual?: HostRecord | undefined }) => {
    const individualId = idOf(individual);
    return individualId === undefined ? undefined : { individualId };
  },
  Content: PersonPayments,
});
