import type { Country } from '../../src/common/country';
import type { ReliefMember } from '../../src/relief-agency/members';

/** Few people, in the shape that scripts/country/generate.mjs writes. */
export const country: Country = {
  nationalId: [
    {
      nationalId: '1001',
      givenName: 'Mercy',
      surname: 'Omondi',
      birthDate: '1946-06-02',
      mobile: '+254710000001',
      liveness: true,
    },
    {
      nationalId: '1002',
      givenName: 'Samuel',
      surname: 'Kombo',
      birthDate: '1957',
      mobile: '+254710000002',
      liveness: true,
    },
    { nationalId: '1003', givenName: 'Célestin', surname: 'Bizimana', birthDate: '1955-09-06', liveness: true },
  ],
  civil: [
    civilPerson('1001', 'Mercy', 'Omondi', '1946-06-02T00:00:00'),
    civilPerson('1002', 'Samuel', 'Kombo', '1957'),
    civilPerson('1004', 'Amina', 'Hassan', '1950-01-15T00:00:00', '2026-09-03T00:00:00'),
  ],
  bank: [
    { number: '01100152872', holder: 'Mercy Akinyi Omondi', status: 'open' },
    { number: '01100152873', holder: 'José Ndayishimiye', status: 'closed' },
    { number: '01100152874', holder: 'ليلى الحسن', status: 'blocked' },
  ],
  mapper: [
    { id: 'uin:1001@nid', fa: 'account:01100152872@DEMOKENA', provider: 'DEMOKENA', active: true },
    { id: 'uin:1002@nid', fa: 'mobile:254710000002@MNO', provider: 'MNO', active: false },
  ],
};

function civilPerson(uin: string, given_name: string, surname: string, birth_date: string, death_date = '') {
  const identifier = [{ identifier_type: 'UIN', identifier_value: uin }];
  return { identifier, name: { given_name, surname }, sex: 'female', birth_date, death_date };
}

export const reliefMembers: readonly ReliefMember[] = [
  reliefMember('R-00001', '1001', { deliveries: [{ on: '2026-08-03', what: 'Food basket', amount: '1500.00' }] }),
  reliefMember('R-00002', '1002', { status: 'suspended' }),
  reliefMember('R-00003', '1003', { status: 'graduated' }),
];

export function reliefMember(memberId: string, nationalId: string, over: Partial<ReliefMember> = {}): ReliefMember {
  return {
    ...{ memberId, nationalId, givenName: 'Mercy', surname: 'Omondi', sex: 'female', birthDate: '1946-06-02' },
    ...{ enrolledOn: '2025-03-01', status: 'active', deliveries: [] },
    ...over,
  };
}
