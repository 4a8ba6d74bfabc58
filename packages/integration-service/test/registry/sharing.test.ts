import type { Purpose } from '@interlink/contracts/registry/scope';
import { scopeOf, seesProgramme } from '../../src/registry/access.js';
import type { Core } from '../../src/registry/core.js';
import type { RegistryPolicy } from '../../src/registry/policy.js';
import type { Operator } from '../../src/platform/http/api.js';

const operator = (institution?: string) =>
  ({ session: { ...(institution !== undefined && { institution }) }, districts: ['d1'] }) as unknown as Operator;
const sharing: RegistryPolicy['sharing'] = [{ institution: 'MWO', to: ['MSW'], purposes: ['enrolment', 'case'] }];
const policy = { sharing } as unknown as RegistryPolicy;
const core = {
  platform: { config: { settings: { programmes: { SHELTER: { sensitive: true } } } } },
} as unknown as Core;
const sees = (institution: string, purpose: Purpose, programme: string, owner: string) =>
  seesProgramme(core, scopeOf(operator(institution), purpose, policy), programme, owner);

describe('What institutions let each other see', () => {
  it.each([
    ['MSW', 'enrolment', 'FOOD', true, 'shared for this purpose'],
    ['MSW', 'payment', 'FOOD', false, 'shared, and not for this purpose'],
    ['NDA', 'enrolment', 'FOOD', false, 'shared with another institution'],
    ['MSW', 'enrolment', 'SHELTER', false, 'sensitive: its own institution alone'],
    ['MWO', 'enrolment', 'SHELTER', true, 'its own'],
  ] as const)(
    'S2: operators of %s with the purpose %s see %s of MWO: %s (%s)',
    (who, purpose, programme, may, _why) => {
      expect(sees(who, purpose, programme, 'MWO')).toBe(may);
    },
  );

  it('S2: is nothing for somebody without an institution', () => {
    expect(scopeOf(operator(), 'enrolment', policy)).toEqual({
      purpose: 'enrolment',
      districts: ['d1'],
      institutions: [],
    });
  });

  it('S2: does not go both ways', () => {
    expect(sees('MWO', 'enrolment', 'OAA', 'MSW')).toBe(false);
  });
});
