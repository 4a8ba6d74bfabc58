import { checkAsked, checkFields, RegistryPolicy, withOwnSources } from '../../src/registry/policy.js';
import { checkOfficeHours, SocialRegistryPolicy } from '../../src/social-registry/publications/policy.js';
import { Value } from 'typebox/value';

const registry = (over: object) => withOwnSources(Value.Default(RegistryPolicy, over) as RegistryPolicy);
const taken = (field: string, ...sources: string[]) =>
  registry({ fields: { [field]: { by: 'authoritative', sources } } });

describe('IBR-020: which source counts for which field', () => {
  it.each([
    ['a field of the view, from a source that feeds it', taken('birthDate', 'openimis')],
    ['what Interlink feeds itself', taken('deathDate', 'updates', 'social-registry')],
    ['the freshest', registry({ fields: { place: { by: 'freshest' } } })],
    ['nothing said', registry({})],
  ])('may be %s', (_what, policy) => expect(() => checkFields(policy)).not.toThrow());

  it.each([
    ['a misspelt field', taken('birthdate', 'openimis'), 'birthdate is no field'],
    ['a field of which there are many', taken('phones', 'openimis'), 'phones is no field'],
    ['a word that every object has', taken('constructor', 'openimis'), 'constructor is no field'],
    ['a source that is not there', taken('birthDate', 'openimis', 'crvs'), 'crvs, which is no source'],
    ['a source that every object has', taken('birthDate', 'toString'), 'toString, which is no source'],
  ])('is refused at the start for %s', (_what, policy, message) => {
    expect(() => checkFields(policy)).toThrow(message);
  });
});

describe('IBR-020: a source that is asked', () => {
  const asked = (kind: string) => registry({ sources: { mis: { name: 'MIS', kind, ask: { connector: 'ibr' } } } });

  it('speaks DCI, or is refused at the start', () => {
    expect(() => checkAsked(asked('dci'))).not.toThrow();
    expect(() => checkAsked(asked('file'))).toThrow('mis is of kind file and is asked');
  });
});

describe('SR-020: the hours in which nothing is published', () => {
  const hours = (timeZone: string) =>
    Value.Default(SocialRegistryPolicy, { officeHours: { timeZone, days: ['Mon'], from: '08:00', to: '17:00' } });
  const check = (policy: unknown) => () => checkOfficeHours(policy as SocialRegistryPolicy, new Date(0));

  it('are refused at the start in a time zone that there is not', () => {
    expect(check(hours('Africa/Nairobbery'))).toThrow('no time zone Africa/Nairobbery');
    expect(check(hours('Africa/Nairobi'))).not.toThrow();
    expect(check(Value.Default(SocialRegistryPolicy, {}))).not.toThrow();
  });
});
