import { useCallback, useRef, useState, type FormEvent } from 'react';
import type {
  AddressKind,
  PartnerAddressView,
  PartnerView,
} from '@interlink/contracts/interconnection/registered-partner';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Table } from '@interlink/fe-kit/components/Table';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useHostRights } from '@interlink/fe-kit/rights';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_MANAGE } from '../names.js';
import { Code } from './Code.js';
import { ProposedBy, SecondPerson, useMayConfirm } from './Proposed.js';
import { useIsChanging, useProposal, type Change } from './usePartner.js';
import { useWords } from './words.js';

const KINDS: readonly AddressKind[] = ['callback', 'notify', 'jwks', 'api'];

/** Where answers and notices go, and nowhere else (S16). */
export function Addresses({
  partner: { addresses },
  change,
}: {
  readonly partner: PartnerView;
  readonly change: Change;
}) {
  const mayManage = useHostRights().includes(RIGHT_MANAGE);
  const { text, word } = useWords();
  return (
    <section aria-label={text('addresses.title')}>
      <SectionTitle>{text('addresses.title')}</SectionTitle>
      {addresses.length === 0 && <Typography>{text('addresses.none')}</Typography>}
      {addresses.length > 0 && (
        <Table
          caption={text('addresses.caption', { count: addresses.length })}
          rows={addresses}
          keyOf={({ id }) => id}
          columns={[
            { id: 'kind', title: text('addresses.kind'), cell: ({ kind }) => word('kind', kind) },
            { id: 'url', title: text('addresses.url'), cell: ({ url }) => <Code>{url}</Code> },
            { id: 'who', title: text('proposed.title'), cell: (address) => <ProposedBy of={address} /> },
            { id: 'acts', title: text('acts'), cell: (address) => <AddressActs of={address} change={change} /> },
          ]}
        />
      )}
      {mayManage && <AddAddressForm change={change} />}
    </section>
  );
}

function AddressActs({ of: address, change }: { readonly of: PartnerAddressView; readonly change: Change }) {
  const mayManage = useHostRights().includes(RIGHT_MANAGE);
  const { text } = useWords();
  const isBusy = useIsChanging();
  const mayConfirm = useMayConfirm(address);
  const act = (wish: 'confirm' | 'withdraw') => () => change({ do: wish, what: 'addresses', item: address.id });
  return (
    <>
      {mayConfirm === 'own' && <SecondPerson />}
      {mayConfirm === 'yes' && (
        <TwoStep
          label={text('proposed.confirm')}
          sure={text('addresses.confirmSure')}
          of={address.url}
          disabled={isBusy}
          onSure={act('confirm')}
        />
      )}
      {mayManage && (
        <TwoStep
          label={text('addresses.remove')}
          sure={text('addresses.removeSure')}
          of={address.url}
          disabled={isBusy}
          onSure={act('withdraw')}
        />
      )}
    </>
  );
}

function AddAddressForm({ change }: { readonly change: Change }) {
  const layout = useLayout();
  const { text } = useWords();
  const [kind, setKind] = useState<AddressKind>('callback');
  const [url, setUrl] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const isBad = !/^https?:\/\/\S+$/.test(url.trim());
  const isBusy = useIsChanging();
  const propose = useProposal(
    change,
    useCallback(() => setUrl(''), []),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isBad) return leadToError(form);
    setTried(false);
    propose({ do: 'address', address: { kind, url: url.trim() } });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('addresses.add')} className={layout.card}>
      <div className={layout.grid}>
        <SelectField
          label={text('addresses.kind')}
          value={kind}
          onChange={(value) => setKind(value as AddressKind)}
          choices={KINDS.map((value) => ({ value, label: text(`kind.${value}`) }))}
          required
        />
        <TextField
          label={text('addresses.url')}
          help={text('addresses.urlHelp')}
          value={url}
          onChange={setUrl}
          error={wasTried && isBad ? text('addresses.badUrl') : undefined}
          maxLength={500}
          required
          ltr
        />
      </div>
      <Button type="submit" variant="outlined" disabled={isBusy}>
        {text('addresses.add')}
      </Button>
    </form>
  );
}
