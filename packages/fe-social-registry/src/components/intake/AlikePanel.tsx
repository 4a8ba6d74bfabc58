import { useRef, useState } from 'react';
import type { AlikePerson, IntakeCheck } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { oneLine } from '@interlink/fe-kit/one-line';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { nameOf, type Draft } from '../../drafts/draft.js';
import { texts } from '../../texts.js';

interface AlikePanelProps {
  readonly questionnaire: Questionnaire;
  readonly draft: Draft;
  readonly check: IntakeCheck;
  readonly onSame: (household: { readonly id: string; readonly version: number }) => void;
  readonly onAnother: (another: { readonly shown: string; readonly reason: string }) => void;
}

/** SR-053: who may be known already, before anything is sent; a person says whether it is the same household. */
export function AlikePanel({ questionnaire, draft, check: { alike, shown }, onSame, onAnother }: AlikePanelProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  const [reason, setReason] = useState('');
  const panel = useRef<HTMLElement>(null);
  const [isTried, setTried] = useState(false);
  const isMissing = reason.trim() === '';
  const send = () => {
    setTried(true);
    if (isMissing) return leadToError(panel);
    onAnother({ shown, reason: oneLine(reason) });
  };
  return (
    <section ref={panel} className={layout.warning} aria-label={text('intake.alike.title')}>
      <h2 className={layout.heading}>{text('intake.alike.title')}</h2>
      <Typography>{text('intake.alike.what')}</Typography>
      <AlikeTable questionnaire={questionnaire} draft={draft} alike={alike} onSame={onSame} />
      <TextField
        required
        multiline
        maxLength={500}
        label={text('intake.alike.reason')}
        help={text('intake.alike.reasonHelp')}
        error={isTried && isMissing ? text('intake.alike.reasonMissing') : undefined}
        value={reason}
        onChange={setReason}
      />
      <Button variant="outlined" onClick={send}>
        {text('intake.alike.another')}
      </Button>
    </section>
  );
}

type AlikeTableProps = Pick<AlikePanelProps, 'draft' | 'onSame' | 'questionnaire'> & {
  readonly alike: readonly AlikePerson[];
};

function AlikeTable({ questionnaire, draft, alike, onSame }: AlikeTableProps) {
  const { text } = useText(texts);
  const { birthDate } = useFormat();
  const known = ({ name }: AlikePerson) => [name?.givenName, name?.surname].filter(Boolean).join(' ');
  return (
    <Table
      caption={text('intake.alike.caption', { count: alike.length })}
      rows={alike}
      keyOf={({ personId, member }) => `${member}|${personId}`}
      columns={[
        {
          id: 'member',
          title: text('intake.alike.member'),
          cell: ({ member }) => (
            <bdi>{nameOf(questionnaire, draft.typed, member) ?? text('intake.member', { number: member + 1 })}</bdi>
          ),
        },
        { id: 'known', title: text('intake.alike.known'), cell: (person) => <bdi>{known(person)}</bdi> },
        {
          id: 'born',
          title: text('intake.alike.born'),
          cell: (person) => (person.birthDate ? birthDate(person.birthDate) : ''),
        },
        { id: 'village', title: text('intake.alike.village'), cell: ({ village }) => <bdi>{village ?? ''}</bdi> },
        {
          id: 'same',
          title: text('intake.alike.decide'),
          cell: (person) =>
            person.household && (
              <Button
                variant="outlined"
                aria-label={text('intake.alike.sameAs', { name: known(person) })}
                onClick={() => person.household && onSame(person.household)}
              >
                {text('intake.alike.same')}
              </Button>
            ),
        },
      ]}
    />
  );
}
