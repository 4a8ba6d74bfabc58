import { useState } from 'react';
import type { GiveConsent } from '@interlink/contracts/enrolment/commands';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { useAct } from '../useAct.js';

/** Version of `consent.notice` in the translations: changes whenever its meaning does. */
const NOTICE_VERSION = '2026-12';
const MEANS = ['spoken', 'signed', 'thumbprint'] as const;

/** The notice is read to the person, in the person's language; the officer records how the person agreed. */
export function ConsentStep({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { act, isBusy } = useAct(journey);
  const [means, setMeans] = useState<GiveConsent['means']>('spoken');
  return (
    <>
      <Typography>{text('consent.read')}</Typography>
      <blockquote className={layout.notice}>{text('consent.notice', { programme: journey.programme.name })}</blockquote>
      <SelectField
        label={text('field.means')}
        required
        value={means}
        onChange={(value) => setMeans(value as GiveConsent['means'])}
        choices={MEANS.map((value) => ({ value, label: text(`means.${value}`) }))}
      />
      <div className={layout.row}>
        <Button
          variant="contained"
          color="primary"
          disabled={isBusy}
          onClick={() => act('consent', { noticeVersion: NOTICE_VERSION, means })}
        >
          {text('consent.agrees')}
        </Button>
        {/* It ends the application: beside the button that goes on, one press is too near. */}
        <TwoStep
          label={text('consent.refuses')}
          sure={text('consent.ends')}
          disabled={isBusy}
          onSure={() => act('withdraw', { reason: 'consent-refused' })}
        />
      </div>
    </>
  );
}
