import type { Journey } from '@interlink/contracts/enrolment/journey';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Paper, Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { Marks } from './Marks.js';

/** Who it is about, and where it stands. */
export function JourneyHead({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const format = useFormat();
  const { applicant, mandate, programme } = journey;
  return (
    <Paper variant="outlined" className={layout.card}>
      <Typography component="p" variant="h6">
        {applicant && (
          <bdi>
            {applicant.givenName} {applicant.surname}
          </bdi>
        )}
        {journey.erasedAt && text('erased.on', { date: format.dateTime(journey.erasedAt) })}
      </Typography>
      {journey.erasedAt && <Typography>{text('erased.what')}</Typography>}
      <Marks of={journey} />
      <Facts
        facts={[
          [text('field.programme'), programme.name],
          [text('field.birthDate'), applicant && format.birthDate(applicant.birthDate)],
          [
            text('field.nationalId'),
            applicant && (applicant.nationalId ? <bdi dir="ltr">{applicant.nationalId}</bdi> : text('field.withoutId')),
          ],
          [
            text('field.mobile'),
            applicant && (applicant.mobile ? <bdi dir="ltr">{applicant.mobile}</bdi> : text('field.withoutMobile')),
          ],
          [text('field.eligibleFrom'), journey.eligibleFrom && format.date(journey.eligibleFrom)],
          [
            text('field.proxy'),
            mandate &&
              text('field.proxyIs', {
                name: mandate.name,
                relationship: mandate.relationship,
                document: mandate.documentReference,
              }),
          ],
        ]}
      />
    </Paper>
  );
}
