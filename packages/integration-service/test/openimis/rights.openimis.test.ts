import { randomUUID } from 'node:crypto';
import { checkServiceAccounts } from '../../src/openimis/accounts.js';
import { findClashes, installRights } from '../../src/openimis/install-rights.js';
import { profileIndividuals } from '../../src/openimis/profile.js';
import { leastRightsOf, parseRights } from '../../src/openimis/rights.js';
import { clientOf, real, rights as rightsJson } from './real-openimis.js';
import { inClear } from '../support/in-clear';

jest.setTimeout(120_000);

const rights = parseRights(rightsJson);

describe('Rights in the real openIMIS', () => {
  it('S9: the service accounts hold exactly their least rights', async () => {
    await expect(checkServiceAccounts(real.accounts, real.directory, leastRightsOf(rights))).resolves.toEqual([]);
  });

  it('S9: an account with one right more than rights.json allows is found, and one that lacks a right too', async () => {
    const least = leastRightsOf(rights);
    const expected = {
      ...least,
      enrol: least.enrol.filter((code) => code !== 159003),
      ticket: [...least.ticket, 127006],
    };
    await expect(checkServiceAccounts(real.accounts, real.directory, expected)).resolves.toEqual([
      { account: 'enrol', problem: 'extra-rights', rights: [159003] },
      { account: 'ticket', problem: 'missing-rights', rights: [127006] },
    ]);
  });

  it('S8: no other module of openIMIS uses a code of ours', async () => {
    await expect(findClashes(await clientOf('Admin'))).resolves.toEqual([]);
  });

  it('S8: installing makes what is missing, keeps what an administrator added, and changes nothing the second time', async () => {
    const admin = await clientOf('Admin');
    const name = `Test ${Date.now()}`;
    const role = (permissions: ['enrolment.read'] | [], openimis: number[]) => ({
      ...rights,
      roles: [{ name, permissions, openimis }],
    });
    await expect(installRights(admin, role([], [159001, 122000]), randomUUID())).resolves.toMatchObject([
      { outcome: 'created' },
    ]);
    await expect(installRights(admin, role(['enrolment.read'], [160001]), randomUUID())).resolves.toEqual([
      { role: name, outcome: 'extended', added: [160001, 990100] },
    ]);
    const all = role(['enrolment.read'], [122000, 159001, 160001]);
    await expect(installRights(admin, all, randomUUID())).resolves.toEqual([
      { role: name, outcome: 'unchanged', added: [] },
    ]);
  });

  it('S8: the demo roles are complete, so that installing them again changes nothing', async () => {
    const outcomes = (await installRights(await clientOf('Admin'), rights, randomUUID())).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(rights.roles.map(() => 'unchanged'));
  });

  it('S8: a user without the right to roles cannot install', async () => {
    await expect(installRights(await clientOf('ina.intake'), rights, randomUUID())).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
  });
});

describe('The profile of the real openIMIS', () => {
  it('proposes the mapping of the demo country and shows no value of anybody', async () => {
    const profile = await profileIndividuals(await clientOf('Admin'), 300);
    expect(profile.people).toBeGreaterThanOrEqual(300);
    expect(profile.proposal).toMatchObject({
      nationalId: { key: 'national_id' },
      mobile: { key: 'phone' },
      accountNumber: { key: 'account_number', readOnly: true },
      journeyId: { key: 'interlink_journey' },
    });
    expect(JSON.stringify(profile)).not.toMatch(inClear('\\+254', '2000\\d{4}'));
  });
});
