import { useCallback, useRef, useState, type FormEvent } from 'react';
import type { PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import { TextField } from '@interlink/fe-kit/components/Field';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Table } from '@interlink/fe-kit/components/Table';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useHostRights } from '@interlink/fe-kit/rights';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_MANAGE } from '../names.js';
import { Code } from './Code.js';
import { FingerprintActs } from './FingerprintActs.js';
import { bareFingerprint } from './PartnerForm.js';
import { ProposedBy } from './Proposed.js';
import { useIsChanging, useProposal, type Change } from './usePartner.js';
import { useWords } from './words.js';

interface CertificatesProps {
  readonly partner: PartnerView;
  readonly change: Change;
}

/** What the partner proves itself by before it says a word; old and new count side by side while it renews. */
export function Certificates({ partner: { certificates }, change }: CertificatesProps) {
  const mayManage = useHostRights().includes(RIGHT_MANAGE);
  const { text } = useWords();
  return (
    <section aria-label={text('certificates.title')}>
      <SectionTitle>{text('certificates.title')}</SectionTitle>
      <Typography>{text('certificates.intro')}</Typography>
      {certificates.length > 0 && (
        <Table
          caption={text('certificates.caption', { count: certificates.length })}
          rows={certificates}
          keyOf={({ id }) => id}
          columns={[
            { id: 'sha256', title: text('certificates.fingerprint'), cell: ({ sha256 }) => <Code>{sha256}</Code> },
            { id: 'who', title: text('proposed.title'), cell: (one) => <ProposedBy of={one} /> },
            {
              id: 'acts',
              title: text('acts'),
              cell: (one) => (
                <FingerprintActs
                  what="certificates"
                  of={one}
                  fingerprint={one.sha256}
                  bare={bareFingerprint}
                  change={change}
                />
              ),
            },
          ]}
        />
      )}
      {mayManage && <AddCertificateForm change={change} />}
    </section>
  );
}

function AddCertificateForm({ change }: { readonly change: Change }) {
  const layout = useLayout();
  const { text } = useWords();
  const [typed, setTyped] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const sha256 = bareFingerprint(typed);
  const isBad = !/^[0-9a-f]{64}$/.test(sha256);
  const isBusy = useIsChanging();
  const propose = useProposal(
    change,
    useCallback(() => setTyped(''), []),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isBad) return leadToError(form);
    setTried(false);
    propose({ do: 'certificate', certificate: { sha256 } });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('certificates.add')} className={layout.card}>
      <TextField
        label={text('certificates.new')}
        help={text('certificates.newHelp')}
        value={typed}
        onChange={setTyped}
        error={wasTried && isBad ? text('add.badCertificate') : undefined}
        maxLength={120}
        required
        ltr
      />
      <Button type="submit" variant="outlined" disabled={isBusy}>
        {text('certificates.add')}
      </Button>
    </form>
  );
}
