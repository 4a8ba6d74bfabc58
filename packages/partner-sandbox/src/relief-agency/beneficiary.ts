import type { FaultKind } from '../common/partners.js';
import type { ReliefMember } from './members.js';

/** An IBR Beneficiary as the standard has it (dci.md 4). */
export interface Beneficiary {
  readonly assistance_unit: string;
  readonly member: { readonly member_identifier: readonly object[]; readonly demographic_info: object };
  readonly programme_identifier: readonly object[];
  readonly enrollment_date: string;
  readonly enrollment_status: string;
  readonly benefits: readonly object[];
}

export const PROGRAMME = { programme_identifier: 'RELIEF', programme_name: 'Food relief' };
const STATUS = { active: '1', graduated: '3', suspended: '4' } as const;
const CASH = '1';
const IN_KIND = '3';
const CURRENCY = 'KES';

const moment = (day: string) => `${day}T00:00:00Z`;

export function toBeneficiary(member: ReliefMember): Beneficiary {
  const { nationalId, givenName, surname, sex, birthDate, phone, enrolledOn, status, deliveries } = member;
  return {
    assistance_unit: '1',
    member: {
      member_identifier: [{ identifier_type: 'NID', identifier_value: nationalId }],
      demographic_info: {
        name: { given_name: givenName, surname },
        ...{ sex, birth_date: moment(birthDate), ...(phone !== undefined && { phone_number: [phone] }) },
      },
    },
    programme_identifier: [{ ...PROGRAMME, implementing_institution: 'Food Relief Agency' }],
    enrollment_date: moment(enrolledOn),
    enrollment_status: STATUS[status],
    benefits: deliveries.map(({ on, what, amount }) => ({
      benefit_type: amount === undefined ? IN_KIND : CASH,
      benefit_date: moment(on),
      benefit_description: what,
      ...(amount !== undefined && { benefit_value: { amount, currency: CURRENCY } }),
    })),
  };
}

/** How a source can mislead about the people it serves. */
export const MISLEADING = ['lies', 'repeats', 'reorders', 'shrinks'] as const satisfies readonly FaultKind[];

/** What a source tells that lies (another state and day), says everything twice, in another order, or half of it. */
export function mislead(told: readonly Beneficiary[], kind: FaultKind | undefined): readonly Beneficiary[] {
  if (kind === 'lies') {
    return told.map((one) => ({ ...one, enrollment_status: '2', enrollment_date: moment('1999-01-01') }));
  }
  if (kind === 'repeats') return [...told, ...told];
  if (kind === 'reorders') return [...told].reverse();
  if (kind === 'shrinks') return told.slice(0, Math.floor(told.length / 2));
  return told;
}
