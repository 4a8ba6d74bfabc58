import { useEffect, useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button } from '@interlink/fe-kit/ui/material';
import { followRegistry } from '../store/requests.js';
import { useInterconnection } from '../store/reducer.js';
import { problemsOf, requestOf, type TypedFollow } from './follow-request.js';
import { PartnerField } from './PartnerName.js';
import { useWords } from './words.js';

const FIELDS = [
  { name: 'connector', label: 'followed.connector', help: 'followed.connectorHelp', maxLength: 40, required: true },
  { name: 'eventType', label: 'followed.event', help: 'followed.eventHelp', maxLength: 99, required: true },
  { name: 'type', label: 'followed.numberType', help: 'followed.numberTypeHelp', maxLength: 40 },
  { name: 'number', label: 'followed.number', help: 'followed.numberHelp', maxLength: 99 },
  { name: 'attribute', label: 'followed.place', help: 'followed.placeHelp', maxLength: 99 },
  { name: 'code', label: 'followed.placeCode', help: 'followed.placeCodeHelp', maxLength: 99 },
] as const;
const NOTHING: TypedFollow = {
  ...{ partner: '', connector: '', eventType: '' },
  ...{ type: '', number: '', attribute: '', code: '' },
};

/** Asks a registry to tell us of its events. */
export function FollowForm() {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useWords();
  const keyOf = useIntentKey();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState(NOTHING);
  const [wasTried, setTried] = useState(false);
  const following = useInterconnection((state) => state.follow);
  const { status, problem, value } = following;
  useEffect(() => {
    if (status !== 'done') return;
    // Asked for again later, it is another wish.
    setTyped(NOTHING);
    setTried(false);
  }, [status]);
  const problems = problemsOf(typed);
  const send = () => {
    setTried(true);
    if (Object.keys(problems).length > 0) return leadToError(form);
    const body = requestOf(typed);
    dispatch(followRegistry.ask({ body, key: keyOf([body, value?.id, problem?.correlationId]) }));
  };
  return (
    <form
      ref={form}
      noValidate
      aria-label={text('followed.follow')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={layout.grid}>
        <PartnerField
          value={typed.partner}
          none=""
          help={text('followed.partnerHelp')}
          error={wasTried && problems.partner ? text(problems.partner) : undefined}
          onChange={(partner) => setTyped((before) => ({ ...before, partner }))}
          required
        />
        {FIELDS.map(({ name, label, help, ...rules }) => (
          <TextField
            key={name}
            ltr
            {...rules}
            label={text(label)}
            help={text(help)}
            value={typed[name]}
            error={wasTried && problems[name] ? text(problems[name]) : undefined}
            onChange={(entered) => setTyped((before) => ({ ...before, [name]: entered }))}
          />
        ))}
      </div>
      <Button type="submit" variant="contained" color="primary" disabled={status === 'loading'}>
        {text('followed.follow')}
      </Button>
      <Acted of={following} actions={followRegistry} />
    </form>
  );
}
