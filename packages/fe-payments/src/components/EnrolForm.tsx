import { useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { TextField } from '@interlink/fe-kit/components/Field';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { enrolCredential } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A reference left out unsaid would let somebody approve a payment to their own household (S11). */
const referencesOf = (typed: string) => {
  const all = [...new Set(typed.toLowerCase().split(/[\s,;]+/))].filter((one) => one !== '');
  return { ids: all.filter((one) => UUID.test(one)), wrong: all.filter((one) => !UUID.test(one)) };
};

/** Enrols a security key of the one who is signed in; with the code of the ceremony it is one of the first three. */
export function EnrolForm({ isCeremony }: { readonly isCeremony: boolean }) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useText(texts);
  const enrol = usePayments((state) => state.enrol);
  const [label, setLabel] = useState('');
  const [code, setCode] = useState('');
  const [related, setRelated] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const { ids, wrong } = referencesOf(related);
  const submit = () => {
    if (label.trim() === '' || wrong.length > 0) {
      setTried(true);
      return leadToError(form);
    }
    const ceremony = code.trim() === '' ? {} : { ceremonyCode: code.trim() };
    dispatch(enrolCredential.ask({ label: label.trim(), relatedIndividualIds: ids, ...ceremony }));
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <SectionTitle>{text('enrol.title')}</SectionTitle>
      <Typography gutterBottom>{text('enrol.help')}</Typography>
      <TextField
        required
        label={text('enrol.label')}
        help={text('enrol.labelHelp')}
        maxLength={60}
        value={label}
        error={wasTried && label.trim() === '' ? text('enrol.labelMissing') : undefined}
        onChange={setLabel}
      />
      {isCeremony && <TextField ltr label={text('enrol.code')} maxLength={40} value={code} onChange={setCode} />}
      <TextField
        multiline
        ltr
        label={text('enrol.related')}
        help={text('enrol.relatedHelp')}
        value={related}
        error={wasTried && wrong.length > 0 ? text('enrol.relatedWrong', { which: wrong.join(', ') }) : undefined}
        onChange={setRelated}
      />
      <div className={layout.row}>
        <Button type="submit" variant="contained" color="primary" disabled={enrol.status === 'loading'}>
          {text('enrol.enrol')}
        </Button>
      </div>
      <Acted of={enrol} actions={enrolCredential}>
        {() => (
          <Typography className={layout.notice} role="status">
            {text('enrol.done')}
          </Typography>
        )}
      </Acted>
    </form>
  );
}
