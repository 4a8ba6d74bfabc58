import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findClashes, installRights } from '../../src/openimis/install-rights';
import { openImisClient } from '../../src/openimis/client';
import { proposeElements } from '../../src/openimis/profile';
import { codesOfRole, leastRightsOf, parseRights } from '../../src/openimis/rights';
import { startHttpOpenImis } from './http-openimis';

const json = JSON.parse(readFileSync(join(__dirname, '../../../../openimis-config/development/rights.json'), 'utf8'));

describe('rights.json', () => {
  it('S8: gives a role the codes of its permissions and those of openIMIS', () => {
    const rights = parseRights(json);
    const intake = rights.roles.find(({ name }) => name === 'Intake officer');
    expect(intake && codesOfRole(rights, intake)).toEqual(expect.arrayContaining([159001, 990100, 990101]));
    expect(intake && codesOfRole(rights, intake)).not.toContain(990102);
  });

  it('S9: no service account may resolve tasks or touch users and roles', () => {
    for (const [account, codes] of Object.entries(leastRightsOf(parseRights(json)))) {
      expect([account, codes.length > 0]).toEqual([account, true]);
    }
    for (const forbidden of [191002, 191003, 191004, 121702, 122003]) {
      const accounts = [{ login: 'interlink.enrol', purpose: 'x', openimis: [159001, forbidden] }];
      expect(() => parseRights({ ...json, serviceAccounts: accounts })).toThrow(String(forbidden));
    }
  });

  it('S9: names no code of openIMIS twice for one role or account, for a repeated one may be a mistyped other', () => {
    const { roles, serviceAccounts } = json as Record<string, { openimis: number[] }[]>;
    for (const holder of [...(roles ?? []), ...(serviceAccounts ?? [])]) {
      expect(holder.openimis).toEqual([...new Set(holder.openimis)]);
    }
  });

  it('S8: refuses a code outside our range and a code with two meanings', () => {
    expect(() => parseRights({ ...json, permissions: [{ code: 159001, permission: 'audit.read' }] })).toThrow(
      'rights.json',
    );
    const twice = [
      { code: 990100, permission: 'audit.read' },
      { code: 990100, permission: 'enrolment.read' },
    ];
    expect(() => parseRights({ ...json, permissions: twice })).toThrow('two meanings');
  });

  it('S8: installs nothing when a module of somebody else uses a code of ours', async () => {
    const server = await startHttpOpenImis();
    server.answerOf('ListModuleRights', () => ({
      data: {
        modulesPermissions: {
          modulePermsList: [
            { moduleName: 'interlink_openimis', permissions: [{ permsName: 'own', permsValue: 990101 }] },
            { moduleName: 'stranger', permissions: [{ permsName: 'theirs', permsValue: 990102 }] },
          ],
        },
      },
    }));
    const client = openImisClient({ url: server.url }, 't', 'c');
    await expect(findClashes(client)).resolves.toEqual(['stranger.theirs=990102']);
    await expect(installRights(client, parseRights(json), 'run')).rejects.toThrow('stranger.theirs=990102');
    expect(server.effects).toEqual([]);
    await server.close();
  });
});

describe('The proposal of a mapping', () => {
  const used = (key: string, types: Record<string, number>) => ({ key, types, distinct: 3 });

  it('takes the key that looks right and is filled most often, with its type', () => {
    const proposal = proposeElements([
      used('NID', { number: 50 }),
      used('national_id', { string: 2 }),
      used('Gender', { string: 50 }),
      used('Bank_Account', { string: 9 }),
      used('colour', { string: 50 }),
    ]);
    expect(proposal).toEqual({
      journeyId: { key: 'interlink_journey' },
      nationalId: { key: 'NID', type: 'integer' },
      sex: { key: 'Gender' },
      accountNumber: { key: 'Bank_Account', readOnly: true },
    });
  });
});
