import type { Evidence } from '@interlink/contracts/social-registry/change-request';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useText } from '@interlink/fe-kit/texts';
import type { PartProps } from '../change-draft.js';
import { texts } from '../texts.js';

const KINDS: readonly Evidence['kind'][] = [
  'certificate',
  'court-order',
  'identity-document',
  'letter',
  'statement',
  'other',
];

/** On what it is believed: the kind of paper and where it can be found again. */
export function EvidenceFields({ draft, wrong, set }: PartProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  const kinds = KINDS.map((value) => ({ value, label: text(`change.evidence.${value}`) }));
  return (
    <fieldset className={layout.plain}>
      <legend>{text('change.evidenceTitle')}</legend>
      <div className={layout.grid}>
        <SelectField
          label={text('change.evidenceKind')}
          value={draft.evidenceKind}
          choices={[{ value: '', label: text('change.evidenceNone') }, ...kinds]}
          onChange={(kind) => set({ evidenceKind: kind as Evidence['kind'] | '' })}
        />
        {draft.evidenceKind !== '' && (
          <TextField
            required
            ltr
            maxLength={80}
            label={text('change.reference')}
            error={wrong.includes('reference') ? text('change.missing') : undefined}
            value={draft.reference}
            onChange={(reference) => set({ reference })}
          />
        )}
      </div>
    </fieldset>
  );
}
