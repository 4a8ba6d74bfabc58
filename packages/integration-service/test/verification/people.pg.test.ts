import { randomUUID } from 'node:crypto';
import type { OpenImisPerson } from '../../src/openimis/port.js';
import type { Operator } from '../../src/platform/http/api.js';
import { createRegistry } from '../../src/registry/service.js';
import { createPeopleVerification, type PeopleVerification } from '../../src/verification/people.js';
import { anOperator, fakeOpenImis } from '../support/fake-openimis.js';
import { openVerificationKit, type VerificationKit } from './verification-kit.js';

const DAY_MS = 86_400_000;

describe('SR-009: verification of people whom openIMIS has', () => {
  let kit: VerificationKit;
  let people: PeopleVerification;
  const openimis = fakeOpenImis();
  openimis.operators.set('token-vic', anOperator({ loginName: 'vic.verifier' }));
  const operator = (over: Partial<Operator['session']> = {}): Operator => ({
    session: {
      userId: randomUUID(),
      loginName: 'vic.verifier',
      displayName: 'Vic',
      language: 'en',
      permissions: ['verification.read', 'verification.run'],
      institution: 'MSW',
      ...over,
    },
    token: 'token-vic',
    districts: [],
    actor: kit.actor,
  });
  /** Somebody whom the civil registry of the kit knows, unless another number is given. */
  function aPerson(over: Partial<OpenImisPerson> = {}): OpenImisPerson {
    const individualId = randomUUID();
    const person: OpenImisPerson = {
      individualId,
      givenName: 'Mercy',
      surname: 'Omondi',
      birthDate: { date: '1946-06-02', precision: 'day' },
      nationalId: String(Math.floor(Math.random() * 1e9) + 1e9),
      account: { provider: 'DEMOKENA', number: '01100152872' },
      ...over,
    };
    openimis.persons.set(individualId, person);
    return person;
  }
  const verify = async (person: OpenImisPerson, over: object = {}) => {
    const request = { nationalIds: [person.nationalId ?? ''], kinds: ['account' as const], ...over };
    return (await people.verify(operator(), request)).items[0];
  };

  beforeAll(async () => {
    kit = await openVerificationKit();
    people = createPeopleVerification(kit.platform, {
      ...{ openimis, verification: kit.verification },
      registry: createRegistry(kit.platform),
    });
  });
  beforeEach(() => {
    Object.assign(kit.bank.script, { result: 'MATCH', accountStatus: 'OPEN', answer: undefined });
  });
  afterAll(() => kit.close());

  it('asks who keeps the account that openIMIS has, and accepts what is confirmed', async () => {
    const person = aPerson();
    expect(await verify(person)).toMatchObject({
      individualId: person.individualId,
      name: 'Mercy Omondi',
      verdict: 'accept',
      results: [{ kind: 'account', outcome: 'verified', source: 'bank', reused: false }],
      notAsked: [],
    });
    expect(JSON.parse(kit.bank.received.at(-1)?.body ?? '{}')).toMatchObject({ accountName: 'Mercy Omondi' });
  });

  it('S15: asks about nobody who was erased', async () => {
    const person = aPerson();
    await kit.platform.inTransaction(kit.actor, (tx) =>
      kit.platform.vault.eraseSubject(tx, person.individualId, 'verification'),
    );
    const asked = kit.bank.received.length;
    expect(await verify(person)).toMatchObject({ verdict: 'unknown', results: [] });
    expect(kit.bank.received).toHaveLength(asked);
  });

  it('says that an answer which still holds was used again', async () => {
    const person = aPerson();
    await verify(person);
    const asked = kit.bank.received.length;
    expect((await verify(person))?.results).toMatchObject([{ reused: true }]);
    expect(kit.bank.received).toHaveLength(asked);
  });

  it.each([
    ['NO_MATCH', 'OPEN', 'review', 'account-name-differs'],
    ['MATCH', 'BLOCKED', 'stop', 'account-blocked'],
  ])('with %s and %s says %s, for the reason that the source gave', async (result, accountStatus, verdict, reason) => {
    Object.assign(kit.bank.script, { result, accountStatus });
    expect(await verify(aPerson())).toMatchObject({ verdict, results: [{ reasons: [reason] }] });
  });

  it('says what could not be asked, and does not accept it', async () => {
    const { account: _none, ...without } = aPerson();
    openimis.persons.set(without.individualId, without);
    expect(await verify(without)).toMatchObject({ verdict: 'review', results: [], notAsked: ['account'] });
  });

  it('answers in the order of the list, and tells nobody from whom the operator may not see', async () => {
    const known = aPerson();
    const { items } = await people.verify(operator(), {
      nationalIds: ['99990000', known.nationalId ?? ''],
      kinds: ['account'],
    });
    expect(items).toMatchObject([{ nationalId: '••••0000', verdict: 'unknown', results: [] }, { verdict: 'accept' }]);
    expect(items[0]).not.toHaveProperty('name');
  });

  it('treats two people with one identifier as nobody', async () => {
    const { nationalId } = aPerson();
    const second = aPerson(nationalId === undefined ? {} : { nationalId });
    expect(await verify(second)).toMatchObject({ verdict: 'unknown', results: [] });
  });

  it('S2: tells nothing of the policy of another institution, nor of a programme that there is not', async () => {
    for (const programme of ['DIS', 'NONE']) {
      const asked = people.verify(operator(), { nationalIds: ['99990000'], programme });
      await expect(asked).rejects.toMatchObject({ code: 'verification.programme-unknown' });
    }
  });

  it('S6: writes down who read whose answers, before they are given', async () => {
    const person = aPerson();
    await verify(person);
    const { results } = await people.list(operator(), person.individualId);
    expect(results).toHaveLength(1);
    const { rows } = await kit.superuser.query(
      `select count(*)::int as count from platform.audit_entry where header ->> 'action' = 'verification.read-person'
       and header ->> 'stream' = $1`,
      [`subject:${person.individualId}`],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('does not list a person whom the operator may not see', async () => {
    const asked = people.list(operator(), randomUUID());
    await expect(asked).rejects.toMatchObject({ code: 'verification.person-not-found' });
  });

  it('lists the confirmations that end soon, and no longer when they were renewed', async () => {
    const person = aPerson();
    await verify(person);
    const mine = async (days: number) =>
      (await people.expiring(operator(), days)).items.filter(
        ({ individualId }) => individualId === person.individualId,
      );
    expect(await mine(29)).toEqual([]);
    expect(await mine(31)).toMatchObject([{ kind: 'account', source: 'bank', name: 'Mercy Omondi' }]);
    kit.clock.advance(30 * DAY_MS + 1_000);
    expect(await mine(0)).toHaveLength(1);
    await verify(person);
    expect(await mine(0)).toEqual([]);
  });
});
