import type { AssistanceUnit, BenefitType, EnrolmentStatus } from '@interlink/contracts/registry/codes';

/**
 * DCI has four states of an enrolment: one that is only intended, or that ended otherwise, has no word and is not told.
 */
const statusCodes: Readonly<Record<EnrolmentStatus, '1' | '2' | '3' | '4' | undefined>> = {
  potential: undefined,
  active: '1',
  deceased: '2',
  graduated: '3',
  exited: undefined,
  suspended: '4',
};
const unitCodes = { person: '1', household: '2', family: '3' } as const satisfies Record<AssistanceUnit, string>;
/** A service has no code of its own there; it is something in kind. */
const benefitCodes: Readonly<Record<BenefitType, string>> = {
  cash: '1',
  voucher: '2',
  'in-kind': '3',
  service: '3',
  training: '4',
  work: '5',
  insurance: '6',
};

export const statusCode = (status: EnrolmentStatus) => statusCodes[status];
export const unitCode = (unit: AssistanceUnit): '1' | '2' | '3' => unitCodes[unit];
export const benefitCode = (type: BenefitType): string => benefitCodes[type];

const statuses: Readonly<Record<string, EnrolmentStatus>> = {
  '1': 'active',
  '2': 'deceased',
  '3': 'graduated',
  '4': 'suspended',
};
const units: Readonly<Record<string, AssistanceUnit>> = { '1': 'person', '2': 'household', '3': 'family' };
const benefits: Readonly<Record<string, BenefitType>> = {
  '1': 'cash',
  '2': 'voucher',
  '3': 'in-kind',
  '4': 'training',
  '5': 'work',
  '6': 'insurance',
};

export const statusOfCode = (code: string): EnrolmentStatus | undefined => statuses[code];
export const unitOfCode = (code: string): AssistanceUnit | undefined => units[code];
export const benefitOfCode = (code: string): BenefitType | undefined => benefits[code];
