import type { BeginChange, Change, Evidence, LifeEvent } from '@interlink/contracts/social-registry/change-request';
import { toE164 } from '@interlink/domain/platform/telephone';
import { isDay } from '@interlink/domain/platform/times';
import { oneLine } from '@interlink/fe-kit/one-line';

/** What a person types; all of it text until it is sent. */
export interface ChangeDraft {
  readonly event: LifeEvent;
  readonly personId: string;
  readonly happenedOn: string;
  readonly channel: BeginChange['channel'];
  readonly fields: Readonly<Record<string, string>>;
  readonly withHousehold: boolean;
  readonly evidenceKind: Evidence['kind'] | '';
  readonly reference: string;
  readonly note: string;
}

/** What each part of the form is given. */
export interface PartProps {
  readonly draft: ChangeDraft;
  readonly wrong: readonly string[];
  readonly set: (over: Partial<ChangeDraft>) => void;
}

/** What is asked of each event, in the order of the form; `?`: may be left out. */
export const FIELDS: Readonly<Record<LifeEvent, readonly string[]>> = {
  account: ['provider', 'number'],
  birth: ['givenName', 'surname?', 'sex'],
  contact: ['phone'],
  death: [],
  marriage: ['maritalStatus', 'joins?'],
  move: ['village', 'address?'],
};

export const emptyDraft = (personId: string): ChangeDraft => ({
  event: 'move',
  personId,
  happenedOn: '',
  channel: 'person',
  fields: {},
  withHousehold: true,
  evidenceKind: '',
  reference: '',
  note: '',
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isPerson = (reference: string) => reference.trim() === '' || UUID.test(reference.trim());
/** Names of the fields that nothing sensible stands in; the service checks the rest. */
export function mistakesIn(draft: ChangeDraft): string[] {
  const { event, fields } = draft;
  const missing = FIELDS[event].filter((name) => !name.endsWith('?') && !fields[name]?.trim());
  const isNoPhone = event === 'contact' && missing.length === 0 && toE164(fields['phone'] ?? '') === undefined;
  return [
    ...(UUID.test(draft.personId.trim()) ? [] : ['personId']),
    ...(isDay(draft.happenedOn.trim()) ? [] : ['happenedOn']),
    ...(draft.evidenceKind !== '' && !draft.reference.trim() ? ['reference'] : []),
    ...missing,
    ...(isNoPhone ? ['phone'] : []),
    ...(isPerson(fields['joins?'] ?? '') ? [] : ['joins?']),
  ];
}

export function toBody(draft: ChangeDraft): BeginChange {
  const { personId, happenedOn, channel, evidenceKind, reference, note } = draft;
  return {
    personId: personId.trim(),
    happenedOn: happenedOn.trim(),
    channel,
    change: toChange(draft),
    evidence: evidenceKind === '' ? [] : [{ kind: evidenceKind, reference: oneLine(reference) }],
    ...(note.trim() && { note: oneLine(note) }),
  };
}

function toChange({ event, fields, withHousehold }: ChangeDraft): Change {
  const of = (name: string) => oneLine(fields[name] ?? '');
  switch (event) {
    case 'account':
      return { event, account: { provider: of('provider'), number: of('number') } };
    case 'birth':
      return {
        event,
        givenName: of('givenName'),
        sex: of('sex') as 'female',
        ...(of('surname?') && { surname: of('surname?') }),
      };
    case 'contact':
      return { event, phone: toE164(of('phone')) ?? '' };
    case 'death':
      return { event };
    case 'marriage':
      return { event, maritalStatus: of('maritalStatus') as 'M', ...(of('joins?') && { joins: of('joins?') }) };
    case 'move':
      return {
        event,
        village: of('village'),
        withHousehold,
        ...(of('address?') && { addressLine: of('address?') }),
      };
  }
}
