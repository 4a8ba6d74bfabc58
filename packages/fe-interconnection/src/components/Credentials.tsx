import { useDispatch } from 'react-redux';
import type { PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Paper, Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_MANAGE } from '../names.js';
import { useInterconnection } from '../store/reducer.js';
import { makeSecret } from '../store/requests.js';
import { Code } from './Code.js';
import { useWords } from './words.js';

/** Client secrets: only their ends are known here, a new one is shown once. */
export function Credentials({ partner: { id, credentials } }: { readonly partner: PartnerView }) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const format = useFormat();
  const keyOf = useIntentKey();
  const mayManage = useHostRights().includes(RIGHT_MANAGE);
  const { text } = useWords();
  const made = useInterconnection((state) => state.secret);
  return (
    <section aria-label={text('secrets.title')}>
      <SectionTitle>{text('secrets.title')}</SectionTitle>
      <Typography>{text('secrets.help')}</Typography>
      <ul>
        {credentials.map((one) => (
          <li key={one.id}>
            {text('secrets.one', {
              who: one.madeBy,
              when: format.dateTime(one.madeAt),
              end: format.date(one.notAfter),
            })}
            {one.revokedAt !== undefined && <StatusChip tone="bad" label={text('keys.revoked')} />}
          </li>
        ))}
      </ul>
      <Acted of={made} actions={makeSecret}>
        {({ clientId, clientSecret }) => (
          <Paper variant="outlined" className={layout.warning} role="status">
            <Typography>{text('secrets.once')}</Typography>
            <Facts
              facts={[
                [text('secrets.clientId'), <Code key="id">{clientId}</Code>],
                [text('secrets.secret'), <Code key="secret">{clientSecret}</Code>],
              ]}
            />
          </Paper>
        )}
      </Acted>
      {mayManage && (
        <TwoStep
          label={text('secrets.make')}
          sure={text('secrets.makeSure')}
          disabled={made.status === 'loading'}
          onSure={() => dispatch(makeSecret.ask({ id, key: keyOf([id, made.value]) }))}
        />
      )}
    </section>
  );
}
