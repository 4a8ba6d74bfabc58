import { useState } from 'react';
import { useDispatch } from 'react-redux';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button } from '@interlink/fe-kit/ui/material';
import { followRegistry } from '../store/requests.js';
import { useInterconnection } from '../store/reducer.js';
import { useWords } from './words.js';

const FIELDS = [
  { name: 'partner', label: 'filter.partner', help: 'followed.partnerHelp', maxLength: 40 },
  { name: 'connector', label: 'followed.connector', help: 'followed.connectorHelp', maxLength: 40 },
  { name: 'eventType', label: 'followed.event', help: 'followed.eventHelp', maxLength: 99 },
] as const;
const NOTHING = { partner: '', connector: '', eventType: '' };

/** Asks a registry to tell us of its events. */
export function FollowForm() {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useWords();
  const keyOf = useIntentKey();
  const [typed, setTyped] = useState(NOTHING);
  const following = useInterconnection((state) => state.follow);
  const body = {
    partner: typed.partner.trim(),
    connector: typed.connector.trim(),
    eventType: typed.eventType.trim(),
  };
  const isReady = Object.values(body).every((value) => value !== '');
  return (
    <form
      aria-label={text('followed.follow')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) dispatch(followRegistry.ask({ body, key: keyOf([body, following.problem?.correlationId]) }));
      }}
    >
      <div className={layout.grid}>
        {FIELDS.map(({ name, label, help, maxLength }) => (
          <TextField
            key={name}
            required
            ltr
            maxLength={maxLength}
            label={text(label)}
            help={text(help)}
            value={typed[name]}
            onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </div>
      <Button type="submit" variant="contained" color="primary" disabled={!isReady || following.status === 'loading'}>
        {text('followed.follow')}
      </Button>
      <Acted of={following} actions={followRegistry} />
    </form>
  );
}
