import { useParams } from '@openimis/fe-core';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Button, makeStyles, Typography } from '@interlink/fe-kit/ui/material';
import { Facts } from '../components/Facts.js';
import { texts } from '../texts.js';
import { useJourney } from '../useJourney.js';

const useStyles = makeStyles({
  '@global': {
    // The host's frame does not belong on paper.
    '@media print': {
      'body *': { visibility: 'hidden' },
      '[data-slip], [data-slip] *': { visibility: 'visible' },
      '[data-slip]': { position: 'absolute', insetBlockStart: 0, insetInlineStart: 0, width: '100%' },
      '[data-slip] button': { display: 'none' },
    },
  },
  signature: { marginBlockStart: 48, borderBlockStart: '1px solid #000', maxWidth: 300, paddingBlockStart: 4 },
});

/** What a person without a phone takes home: no identifier and no amount on it. */
export function SlipPage() {
  const { id = '' } = useParams<{ id?: string }>();
  const { text } = useText(texts);
  const { journey, problem, readAgain } = useJourney(id);
  return (
    <Page title={text('slip.title')}>
      {problem && <ErrorState problem={problem} onRetry={readAgain} />}
      {!journey && !problem && <ProgressLine label={text('desk.loading')} />}
      {journey && <Slip journey={journey} />}
    </Page>
  );
}

function Slip({ journey }: { readonly journey: Journey }) {
  const styles = useStyles();
  const { text } = useText(texts);
  const format = useFormat();
  const { applicant } = journey;
  return (
    <div data-slip>
      <Button variant="contained" color="primary" onClick={() => window.print()}>
        {text('slip.print')}
      </Button>
      <Typography component="h2" variant="h6">
        {text('slip.heading')}
      </Typography>
      <Facts
        facts={[
          [text('field.name'), `${applicant.givenName} ${applicant.surname}`],
          [text('field.programme'), journey.programme.name],
          [text('journey.reference'), <bdi>{journey.id}</bdi>],
          [text('list.state'), text(`state.${journey.state}`)],
          [text('slip.date'), format.date(journey.updatedAt)],
        ]}
      />
      <Typography>{text(`next.${journey.state}`)}</Typography>
      <Typography>{text('slip.ask')}</Typography>
      <p className={styles.signature}>{text('slip.signature')}</p>
    </div>
  );
}
