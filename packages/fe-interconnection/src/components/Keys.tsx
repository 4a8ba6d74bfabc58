import { useCallback, useRef, useState, type FormEvent } from 'react';
import { isPrivateKey } from '@interlink/contracts/interconnection/private-members';
import type { PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import { TextField } from '@interlink/fe-kit/components/Field';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useHostRights } from '@interlink/fe-kit/rights';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_MANAGE } from '../names.js';
import { Code } from './Code.js';
import { FingerprintActs } from './FingerprintActs.js';
import { ProposedBy } from './Proposed.js';
import { useIsChanging, useProposal, type Change } from './usePartner.js';
import { useWords } from './words.js';

interface KeysProps {
  readonly partner: PartnerView;
  readonly change: Change;
}

/** The partner's public keys by their fingerprints; old and new count side by side while it rotates. */
export function Keys({ partner: { keys, addresses }, change }: KeysProps) {
  const format = useFormat();
  const mayManage = useHostRights().includes(RIGHT_MANAGE);
  const { text } = useWords();
  const isBusy = useIsChanging();
  const canFetch = addresses.some(({ kind, confirmedAt }) => kind === 'jwks' && confirmedAt !== undefined);
  return (
    <section aria-label={text('keys.title')}>
      <SectionTitle>{text('keys.title')}</SectionTitle>
      {keys.length === 0 && <Typography>{text('keys.none')}</Typography>}
      {keys.length > 0 && (
        <Table
          caption={text('keys.caption', { count: keys.length })}
          rows={keys}
          keyOf={({ id }) => id}
          columns={[
            {
              id: 'thumbprint',
              title: text('keys.thumbprint'),
              cell: ({ thumbprint, kid }) => (
                <>
                  <Code>{thumbprint}</Code>
                  {kid !== thumbprint && (
                    <>
                      <br />
                      kid <Code>{kid}</Code>
                    </>
                  )}
                </>
              ),
            },
            { id: 'use', title: text('keys.use'), cell: ({ use, alg }) => `${text(`keys.${use}`)} · ${alg}` },
            {
              id: 'valid',
              title: text('keys.valid'),
              cell: ({ notBefore, notAfter }) => `${format.date(notBefore)} – ${format.date(notAfter)}`,
            },
            { id: 'who', title: text('proposed.title'), cell: (key) => <ProposedBy of={key} /> },
            {
              id: 'acts',
              title: text('acts'),
              cell: (key) => <FingerprintActs what="keys" of={key} fingerprint={key.thumbprint} change={change} />,
            },
          ]}
        />
      )}
      {mayManage && canFetch && (
        <Button variant="outlined" size="small" disabled={isBusy} onClick={() => change({ do: 'fetch-keys' })}>
          {text('keys.fetch')}
        </Button>
      )}
      {mayManage && <AddKeysForm change={change} />}
    </section>
  );
}

/** The keys of a JWKS text; undefined when it is none. */
export function readJwks(typed: string): Record<string, unknown>[] | undefined {
  try {
    const { keys } = JSON.parse(typed) as { readonly keys?: unknown };
    const areKeys =
      Array.isArray(keys) && keys.length > 0 && keys.every((key) => typeof key === 'object' && key !== null);
    return areKeys ? (keys as Record<string, unknown>[]) : undefined;
  } catch {
    return undefined;
  }
}

const MOST = 20;

/** What is wrong with keys that were pasted: the key of a text. A private one is not even sent. */
export function problemOf(keys: readonly Record<string, unknown>[] | undefined): string | undefined {
  if (!keys) return 'keys.notJwks';
  if (keys.some(isPrivateKey)) return 'reason.private-key';
  return keys.length > MOST ? 'keys.tooMany' : undefined;
}

function AddKeysForm({ change }: { readonly change: Change }) {
  const layout = useLayout();
  const { text } = useWords();
  const [typed, setTyped] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const keys = readJwks(typed);
  const problem = problemOf(keys);
  const isBusy = useIsChanging();
  const propose = useProposal(
    change,
    useCallback(() => setTyped(''), []),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!keys || problem) return leadToError(form);
    setTried(false);
    propose({ do: 'keys', keys: { jwks: { keys } } });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('keys.add')} className={layout.card}>
      <TextField
        label={text('keys.jwks')}
        help={text('keys.jwksHelp')}
        value={typed}
        onChange={setTyped}
        error={wasTried && problem ? text(problem) : undefined}
        required
        multiline
        ltr
      />
      <Button type="submit" variant="outlined" disabled={isBusy}>
        {text('keys.add')}
      </Button>
    </form>
  );
}
