import { useParams } from '@openimis/fe-core';
import { Page } from '@interlink/fe-kit/components/Page';
import { useText } from '@interlink/fe-kit/texts';
import { JourneyDesk } from '../components/JourneyDesk.js';
import { StartDesk } from '../components/StartDesk.js';
import { texts } from '../texts.js';

/** The enrolment desk: a new applicant, or the journey in the address. */
export function DeskPage() {
  const { id } = useParams<{ id?: string }>();
  const { text } = useText(texts);
  return (
    <Page title={text('desk.title')} key={id}>
      {id === undefined ? <StartDesk /> : <JourneyDesk id={id} />}
    </Page>
  );
}
