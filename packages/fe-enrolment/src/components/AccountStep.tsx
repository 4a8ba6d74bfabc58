import { useRef, useState, type FormEvent } from 'react';
import { useModulesManager } from '@openimis/fe-core';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { OWNER } from '../names.js';
import { texts } from '../texts.js';
import { useAct } from '../useAct.js';

const SHORTEST = 4;
const LONGEST = 34;
interface Provider {
  /** As payments know it, e.g. a BIC. */
  readonly code: string;
  readonly name: string;
}
/** Module configuration `accountProviders`: who keeps accounts in this country. */
const DEFAULT_PROVIDERS: readonly Provider[] = [{ code: 'bank', name: 'Bank' }];

/**
 * Where the money will go. The bank is asked whether it is open and held under this name; it never tells the holder.
 */
export function AccountStep({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const providers = useModulesManager().getConf(OWNER, 'accountProviders', DEFAULT_PROVIDERS);
  const { act, isBusy } = useAct(journey);
  const [provider, setProvider] = useState(providers[0]?.code ?? '');
  const [accountNumber, setNumber] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const number = accountNumber.replace(/\s/g, '');
  const isWrong = number.length < SHORTEST || number.length > LONGEST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWrong) return leadToError(form);
    act('account', { provider, accountNumber: number });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('account.title')}>
      <Typography>{text('account.intro')}</Typography>
      <div className={layout.grid}>
        <SelectField
          label={text('field.provider')}
          required
          value={provider}
          onChange={setProvider}
          choices={providers.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextField
          label={text('field.accountNumber')}
          required
          ltr
          maxLength={40}
          value={accountNumber}
          error={wasTried && isWrong ? text('field.accountNumberWrong') : undefined}
          onChange={setNumber}
        />
      </div>
      <Button type="submit" variant="contained" color="primary" disabled={isBusy}>
        {text('account.check')}
      </Button>
    </form>
  );
}
