import type { Beneficiary, Benefit, DisabledPerson } from '@interlink/contracts/exchange/dci/records';
import type { BeneficiaryView, BenefitView, PersonFields } from '@interlink/contracts/registry/view';
import type { Money } from '@interlink/contracts/registry/values';
import { decimalWriter } from '../../platform/minor-units.js';
import { benefitCode, statusCode, unitCode } from './codes.js';
import { toGroup } from './group.js';
import { contextOf, dayTime, toMember } from './person.js';

/**
 * One enrolment with who is enrolled and what it brought. Undefined when it is only intended, or ended in a way that
 * the standard has no word for.
 */
export function toBeneficiary(view: BeneficiaryView): Beneficiary | undefined {
  const { enrolment, person, household } = view;
  const status = statusCode(enrolment.status);
  if (status === undefined) return undefined;
  return {
    '@context': contextOf('ibr'),
    '@type': 'Beneficiary',
    assistance_unit: unitCode(enrolment.unit),
    ...(household && { group: toGroup(household, 'ibr') }),
    ...(person && { member: toMember(person.data, 'ibr') }),
    programme_identifier: [
      {
        '@type': 'Programme',
        programme_name: enrolment.programmeName,
        programme_identifier: enrolment.programme,
        ...(enrolment.institution !== undefined && { implementing_institution: enrolment.institution }),
      },
    ],
    enrollment_date: dayTime(enrolment.enrolledOn ?? enrolment.lastUpdated.slice(0, 10)),
    enrollment_status: status,
    status_change_date: enrolment.statusHistory.map(({ on }) => dayTime(on)),
    benefits: view.benefits.flatMap(toBenefit),
  };
}

/** The standard has no place for what is only planned, or was refused. */
const shownBenefits: ReadonlySet<BenefitView['status']> = new Set(['approved', 'paid']);

function toBenefit({ type, status, dueOn, amount, quantity, description }: BenefitView): Benefit[] {
  if (dueOn === undefined || !shownBenefits.has(status)) return [];
  return [
    {
      '@type': 'Benefit',
      benefit_type: benefitCode(type),
      benefit_date: dayTime(dueOn),
      ...(amount && amount.minor >= 0 && { benefit_value: valueOf(amount) }),
      ...(description !== undefined && { benefit_description: description }),
      ...(quantity !== undefined && { benefit_quantity: quantity }),
    },
  ];
}

const valueOf = ({ minor, currency }: Money) => ({ amount: decimalWriter(currency)(minor), currency });

/** What a disability registry says of a person; openIMIS knows no status of the registration itself. */
export function toDisabledPerson(data: PersonFields): DisabledPerson | undefined {
  if (data.disability?.isDisabled !== true) return undefined;
  return {
    '@context': contextOf('dr'),
    '@type': 'PWDPerson',
    personal_details: toMember(data, 'dr'),
    disability_status: '0',
    disability_details: data.disability.limitations.map(({ type, severity }) => ({
      '@type': 'DisabilityDetails',
      impairment_type: type,
      impairment_level: severity,
    })),
  };
}
