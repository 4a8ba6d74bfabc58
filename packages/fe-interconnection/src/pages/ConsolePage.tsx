import { useMemo, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { exampleMessages, type ExampleMessage } from '@interlink/domain/exchange/example-messages';
import type { PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useWayBack } from '@interlink/fe-kit/keyboard';
import { randomId } from '@interlink/fe-kit/random-id';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { CheckResult } from '../components/CheckResult.js';
import { Code, CodeBlock } from '../components/Code.js';
import { usePartner } from '../components/usePartner.js';
import { useWords } from '../components/words.js';
import { partnerPath } from '../names.js';
import { useInterconnection } from '../store/reducer.js';
import { checkMessage } from '../store/requests.js';

const ROLES = ['sr', 'ibr', 'crvs', 'dr', 'fr'] as const;

/** For the partner's integrator: addresses, messages to begin with, and whether his own would be taken. */
export function ConsolePage() {
  const { id, partner, load } = usePartner();
  const { text } = useWords();
  return (
    <Page
      title={text('console.of', { partner: partner.value?.name ?? id })}
      actions={<Link to={partnerPath(id)}>{text('partner.back')}</Link>}
    >
      <Loaded of={partner} onRetry={load}>
        {(value) => (
          <>
            <Endpoints partner={value} />
            <Examples partner={value} />
            <Check id={id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Endpoints({ partner: { id } }: { readonly partner: PartnerView }) {
  const { text } = useWords();
  const at = (path: string) => `${window.location.origin}/interlink${path}`;
  return (
    <section aria-label={text('console.endpoints')}>
      <SectionTitle>{text('console.endpoints')}</SectionTitle>
      <Facts
        facts={[
          [text('console.token'), <Code key="token">{at('/oauth2/client/token')}</Code>],
          [text('console.clientId'), <Code key="client">{id}</Code>],
          [text('console.ourKeys'), <Code key="keys">{at('/.well-known/jwks.json')}</Code>],
          ...ROLES.map(
            (role) => [text(`role.${role}`), <Code key={role}>{at(`/dci/${role}/openapi.json`)}</Code>] as const,
          ),
        ]}
      />
    </section>
  );
}

function Examples({ partner }: { readonly partner: PartnerView }) {
  const { text } = useWords();
  const [chosen, setChosen] = useState<ExampleMessage['id']>('search-id');
  const callbackUrl = partner.addresses.find(({ kind, confirmedAt }) => kind === 'callback' && confirmedAt)?.url;
  const { dciId, ownDciId } = partner;
  const examples = useMemo(
    () =>
      exampleMessages({
        partner: { dciId, ownDciId },
        ...{ callbackUrl, now: new Date().toISOString(), newId: randomId },
      }),
    [dciId, ownDciId, callbackUrl],
  );
  const example = examples.find(({ id }) => id === chosen);
  return (
    <section aria-label={text('console.examples')}>
      <SectionTitle>{text('console.examples')}</SectionTitle>
      <Typography>{text('console.examplesHelp')}</Typography>
      <SelectField
        unmarked
        label={text('console.example')}
        value={chosen}
        onChange={(value) => setChosen(value as ExampleMessage['id'])}
        choices={examples.map(({ id }) => ({ value: id, label: text(`example.${id}`) }))}
      />
      {example && (
        <CodeBlock label={text(`example.${example.id}`)}>
          {`POST ${example.path}\nauthorization: Bearer …\ncontent-type: application/json\n\n${JSON.stringify(example.body, null, 2)}`}
        </CodeBlock>
      )}
    </section>
  );
}

function Check({ id }: { readonly id: string }) {
  const dispatch = useDispatch();
  const { text } = useWords();
  const [typed, setTyped] = useState('');
  const checked = useInterconnection((state) => state.check);
  useWayBack(checked.status);
  // What was said of a message holds for no other one.
  const isOfThis = (checked.asked as { readonly message: string } | undefined)?.message === typed;
  return (
    <section aria-label={text('console.check')}>
      <SectionTitle>{text('console.check')}</SectionTitle>
      <Typography>{text('console.checkHelp')}</Typography>
      <TextField label={text('console.message')} value={typed} onChange={setTyped} multiline required ltr />
      <Button
        variant="outlined"
        disabled={typed.trim().length < 2 || checked.status === 'loading'}
        onClick={() => dispatch(checkMessage.ask({ id, message: typed }))}
      >
        {text('console.look')}
      </Button>
      {isOfThis && <Loaded of={checked}>{(check) => <CheckResult check={check} />}</Loaded>}
    </section>
  );
}
