import type { AgreementStatus } from '@interlink/contracts/interconnection/agreement';
import type { ConnectorState } from '@interlink/contracts/interconnection/connectors';
import type { PartnerStatus } from '@interlink/contracts/interconnection/registered-partner';
import type { Tone } from '@interlink/fe-kit/components/StatusChip';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

export const PARTNER_TONES: Readonly<Record<PartnerStatus, Tone>> = { active: 'good', draft: 'work', suspended: 'bad' };
export const AGREEMENT_TONES: Readonly<Record<AgreementStatus, Tone>> = {
  active: 'good',
  approved: 'work',
  draft: 'neutral',
  suspended: 'bad',
  terminated: 'bad',
};
export const CONNECTOR_TONES: Readonly<Record<ConnectorState, Tone>> = {
  down: 'bad',
  troubled: 'warn',
  unused: 'neutral',
  well: 'good',
};

/** Codes in words; what has no words as it is. */
export function useWords() {
  const reader = useText(texts);
  const { text, has } = reader;
  const word = (group: string, code: string) => (has(`${group}.${code}`) ? text(`${group}.${code}`) : code);
  return { ...reader, word };
}
