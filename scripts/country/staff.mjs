const MSW_DISTRICTS = ['R1D1', 'R1D2'];
const ALL = ['R1D1', 'R1D2', 'R2D1', 'R2D2'];

const user = (login, name, role, districts, institution = 'MSW') => ({
  login,
  name,
  roles: [role, ...(institution ? [`Member of ${institution}`] : [])],
  districts,
  institution,
});

/** One user for each role of the ministry, and one intake officer of the other institution. Roles: rights.json. */
export const users = [
  user('ina.intake', 'Ina Intake', 'Intake officer', MSW_DISTRICTS),
  user('nia.intake', 'Nia Intake', 'Intake officer', ['R2D1', 'R2D2'], 'NDA'),
  user('vic.verifier', 'Vic Verifier', 'Verifier', ALL),
  user('pam.payments', 'Pam Payments', 'Payment maker', ALL),
  user('ana.approver', 'Ana Approver', 'Approver', ALL),
  user('abe.approver', 'Abe Approver', 'Approver', ALL),
  user('ada.approver', 'Ada Approver', 'Approver', ALL),
  user('cas.cases', 'Cas Cases', 'Case worker', MSW_DISTRICTS),
  user('sue.supervisor', 'Sue Supervisor', 'Supervisor', ALL),
  user('gus.grievance', 'Gus Grievance', 'Grievance officer', ALL),
  user('fay.fraud', 'Fay Fraud', 'Fraud investigator', ALL),
  user('ian.integration', 'Ian Integration', 'Integration manager', ALL, undefined),
  user('aud.auditor', 'Aud Auditor', 'Auditor', ALL),
];

export const programmes = [
  {
    code: 'OAA',
    name: 'Old-age allowance',
    institution: 'MSW',
    kind: 'INDIVIDUAL',
    minimumAge: 65,
    monthlyAmountMinor: 200_000,
    currency: 'KES',
  },
  {
    code: 'CHG',
    name: 'Child grant',
    institution: 'MSW',
    kind: 'GROUP',
    monthlyAmountMinor: 120_000,
    currency: 'KES',
  },
  {
    code: 'DIS',
    name: 'Disability support',
    institution: 'NDA',
    kind: 'INDIVIDUAL',
    monthlyAmountMinor: 250_000,
    currency: 'KES',
  },
];
