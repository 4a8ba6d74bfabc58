import { Link, useParams } from '@openimis/fe-core';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import type { JourneyState } from '@interlink/contracts/enrolment/states';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { directionOf } from '@interlink/fe-kit/direction';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Button, makeStyles, Typography } from '@interlink/fe-kit/ui/material';
import { JourneyHead } from '../components/JourneyHead.js';
import { journeyPath } from '../names.js';
import { texts } from '../texts.js';
import { useJourney } from '../useJourney.js';

const useStyles = makeStyles({
  '@global': {
    // The host's frame does not belong on paper.
    '@media print': {
      'body *': { visibility: 'hidden' },
      '[data-slip], [data-slip] *': { visibility: 'visible' },
      '[data-slip]': { position: 'absolute', insetBlockStart: 0, insetInlineStart: 0, width: '100%' },
    },
  },
  paper: { background: '#fff', border: '1px solid #d0d0d0', padding: 24, marginBlockStart: 16, maxWidth: 640 },
  reference: { fontSize: '1.25rem', letterSpacing: '0.08em' },
  signature: { marginBlockStart: 48, borderBlockStart: '1px solid #000', maxWidth: 300, paddingBlockStart: 4 },
});

type Applicant = NonNullable<Journey['applicant']>;

/** What a person without a phone takes home: no identifier and no amount on it. */
export function SlipPage() {
  const { id = '' } = useParams<{ id?: string }>();
  const { text } = useText(texts);
  const { journey, problem, readAgain } = useJourney(id);
  return (
    <Page
      title={text('slip.title')}
      actions={journey && <Link to={journeyPath(journey.id)}>{text('desk.toJourney')}</Link>}
    >
      {problem && <ErrorState problem={problem} onRetry={readAgain} />}
      {!journey && !problem && <ProgressLine label={text('desk.loading')} />}
      {journey && !journey.applicant && <JourneyHead journey={journey} />}
      {journey?.applicant && (
        <>
          <Button variant="contained" color="primary" onClick={() => window.print()}>
            {text('slip.print')}
          </Button>
          <Slip journey={journey} applicant={journey.applicant} />
        </>
      )}
    </Page>
  );
}

/** The officer prints it, the person reads it: in the person's language, spoken to the person. */
function Slip({ journey, applicant }: { readonly journey: Journey; readonly applicant: Applicant }) {
  const styles = useStyles();
  const { text, language } = useText(texts, applicant.language);
  const format = useFormat();
  return (
    <div data-slip className={styles.paper} lang={language} dir={directionOf(language)}>
      <SectionTitle>{text('slip.heading')}</SectionTitle>
      <Facts
        facts={[
          [text('field.name'), <bdi>{`${applicant.givenName} ${applicant.surname}`}</bdi>],
          [text('field.programme'), journey.programme.name],
          [text('journey.reference'), <bdi className={styles.reference}>{journey.reference}</bdi>],
          [text('slip.date'), format.date(journey.updatedAt)],
          [text('slip.grievances'), <bdi dir="ltr">{journey.grievanceNumber}</bdi>],
        ]}
      />
      <Typography>{text(`slip.told.${toldBy(journey.state)}`)}</Typography>
      <Typography>{text('slip.ask')}</Typography>
      <p className={styles.signature}>{text('slip.signature')}</p>
    </div>
  );
}

/** What the state means to the person. */
function toldBy(state: JourneyState): 'ended' | 'enrolled' | 'open' | 'refused' {
  if (state === 'enrolled') return 'enrolled';
  if (state === 'withdrawn') return 'ended';
  return state === 'refused' || state === 'rejected' ? 'refused' : 'open';
}
