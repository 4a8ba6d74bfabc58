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

/** Asks a registry to tell us of its events. */
export function FollowForm() {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useWords();
  const keyOf = useIntentKey();
  const [partner, setPartner] = useState('');
  const [connector, setConnector] = useState('');
  const [eventType, setEventType] = useState('');
  const following = useInterconnection((state) => state.follow);
  const body = { partner: partner.trim(), connector: connector.trim(), eventType: eventType.trim() };
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
        <TextField
          required
          ltr
          maxLength={40}
          label={text('filter.partner')}
          help={text('followed.partnerHelp')}
          value={partner}
          onChange={setPartner}
        />
        <TextField
          required
          ltr
          maxLength={40}
          label={text('followed.connector')}
          help={text('followed.connectorHelp')}
          value={connector}
          onChange={setConnector}
        />
        <TextField
          required
          ltr
          maxLength={99}
          label={text('followed.event')}
          help={text('followed.eventHelp')}
          value={eventType}
          onChange={setEventType}
        />
      </div>
      <Button type="submit" variant="contained" color="primary" disabled={!isReady || following.status === 'loading'}>
        {text('followed.follow')}
      </Button>
      <Acted of={following} actions={followRegistry} />
    </form>
  );
}
