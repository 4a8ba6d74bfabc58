import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import {
  abe,
  ada,
  ana,
  anApprover,
  askApproval,
  CEREMONY,
  enrol,
  holdCeremony,
  judge,
  newKey,
  openCeremony,
  signApproval,
  type Authenticator,
} from './approvers-kit.js';
import { givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

const HOUR = 3_600_000;
const because = (code: string, reason: string) => ({ code, details: { reason } });
const credentialRefused = (reason: string) => because('payments.credential-refused', reason);
const approvalRefused = (reason: string) => because('payments.approval-refused', reason);

let kit: PaymentsKit;
beforeEach(async () => {
  kit = await openPaymentsKit('good', { approvalAssurance: 'webauthn' });
  givePayroll(kit, 2);
}, 120_000);
afterEach(() => kit.close());

const stateOf = async (login: string) => {
  const { credentials } = await kit.payments.approvers.list(ana);
  return credentials.filter(({ approverLogin }) => approverLogin === login).map(({ state }) => state);
};

describe('the ceremony of the first approvers', () => {
  it('S11: appoints three people at once, and nobody before all three are there', async () => {
    const ceremonyCode = await openCeremony(kit);
    await enrol(kit, ana, newKey(), { ceremonyCode });
    await enrol(kit, abe, newKey(), { ceremonyCode });
    expect(await stateOf('ana.approver')).toEqual(['proposed']);
    const after = await enrol(kit, ada, newKey(), { ceremonyCode });
    expect(after.credentials.map(({ state }) => state)).toEqual(['active', 'active', 'active']);
    expect(after.ceremony).toMatchObject({ place: CEREMONY.place, witnesses: CEREMONY.witnesses, isOpen: false });
  });

  it.each([
    ['with another code', 'ana.approver', 'wrong', 0, 'code'],
    ['by somebody who is not named', 'eve.evil', undefined, 0, 'not-named'],
    ['after four hours', 'ana.approver', undefined, 4 * HOUR + 1, 'over'],
  ])('S11: is not joined %s', async (_how, login, code, waits, reason) => {
    const ceremonyCode = await openCeremony(kit);
    kit.clock.advance(waits);
    const joining = enrol(kit, anApprover(login), newKey(), { ceremonyCode: code ?? ceremonyCode });
    await expect(joining).rejects.toMatchObject(because('payments.ceremony-refused', reason));
  });

  it.each([
    ['for two people', { logins: ['ana', 'abe'] }],
    ['for one person twice', { logins: ['ana', 'abe', 'abe'] }],
    ['with one witness', { witnesses: ['Wanda'] }],
    ['with one of the three as witness', { witnesses: ['Wanda', 'ana.approver'] }],
  ])('S11: is not opened %s', async (_how, over) => {
    await expect(openCeremony(kit, over)).rejects.toMatchObject(
      because('payments.ceremony-refused', 'three-people-and-two-witnesses'),
    );
  });

  it('S11: is held once, and its record stays', async () => {
    await holdCeremony(kit);
    await expect(openCeremony(kit)).rejects.toMatchObject(because('payments.ceremony-refused', 'already-held'));
    const { rows } = await kit.superuser.query('select place, witnesses, logins from payments.ceremony');
    expect(rows).toEqual([{ place: CEREMONY.place, witnesses: CEREMONY.witnesses, logins: CEREMONY.logins }]);
  });
});

describe('a later approver', () => {
  const joe = anApprover('joe.approver');
  let keys: readonly Authenticator[];
  let joesKey: Authenticator;
  beforeEach(async () => {
    keys = await holdCeremony(kit);
    joesKey = newKey();
    await enrol(kit, joe, joesKey);
  });
  const by = (at: number) => [ana, abe, ada][at] ?? ana;
  const says = (at: number, word: 'endorsed' | 'objected' | 'revoked') =>
    judge(kit, by(at), keys[at] ?? newKey(), joesKey.credentialId, word);

  it('S11: is appointed by two holders, but not before 24 hours', async () => {
    await says(0, 'endorsed');
    await says(1, 'endorsed');
    expect(await stateOf('joe.approver')).toEqual(['proposed']);
    kit.clock.advance(24 * HOUR);
    expect(await stateOf('joe.approver')).toEqual(['active']);
  });

  it('S11: is seen by every holder from the moment of proposing', async () => {
    const { credentials } = await kit.payments.approvers.list(ada);
    expect(credentials.find(({ approverLogin }) => approverLogin === 'joe.approver')).toMatchObject({
      state: 'proposed',
      endorsementsMissing: 2,
    });
  });

  it('S11: is kept out by one objection', async () => {
    await says(0, 'endorsed');
    await says(2, 'objected');
    await expect(says(1, 'endorsed')).rejects.toMatchObject(credentialRefused('is-refused'));
    kit.clock.advance(48 * HOUR);
    expect(await stateOf('joe.approver')).toEqual(['refused']);
  });

  it('S11: can be endorsed neither by himself nor twice by one holder', async () => {
    await expect(judge(kit, joe, joesKey, joesKey.credentialId, 'endorsed')).rejects.toMatchObject(
      credentialRefused('own-credential'),
    );
    await says(0, 'endorsed');
    await expect(says(0, 'endorsed')).rejects.toMatchObject(credentialRefused('said-already'));
  });

  it('S11: is endorsed by holders only, an openIMIS administrator with every right is none', async () => {
    const permissions = ['payments.approve', 'payments.make', 'payments.read', 'platform.operate'] as const;
    const admin = anApprover('Admin', { permissions: [...permissions] });
    await expect(judge(kit, admin, newKey(), joesKey.credentialId, 'endorsed')).rejects.toMatchObject(
      credentialRefused('no-active-credential'),
    );
  });

  it('S2: is not there for another institution', async () => {
    const other = anApprover('nda.approver', { institution: 'NDA' });
    expect((await kit.payments.approvers.list(other)).credentials).toEqual([]);
    await expect(judge(kit, other, newKey(), joesKey.credentialId, 'objected')).rejects.toMatchObject({
      code: 'payments.credential-not-found',
    });
  });

  it('cannot enrol one key twice', async () => {
    await expect(enrol(kit, joe, joesKey)).rejects.toMatchObject(credentialRefused('already-enrolled'));
  });
});

describe('IBR-031: an approval of money', () => {
  let keys: readonly Authenticator[];
  const key = (at: number) => keys[at] ?? newKey();
  const make = () => kit.payments.make(kit.maker, { payrollId: PAYROLL });

  it('S11: is signed by the approver and kept with all that an offline verifier needs', async () => {
    keys = await holdCeremony(kit);
    const approved = await signApproval(kit, ana, key(0), await make());
    expect(approved).toMatchObject({ state: 'APPROVED', approvals: [{ assurance: 'signed' }] });
    const { rows } = await kit.superuser.query('select assertion from payments.approval');
    expect(Object.keys(rows[0].assertion).sort()).toEqual(
      ['authenticatorData', 'clientDataJson', 'credentialId', 'expiry', 'nonce', 'publicKey', 'signature'].sort(),
    );
  });

  it('S11: is needed from as many people as the amount wants', async () => {
    await kit.close();
    kit = await openPaymentsKit('good', { approvalAssurance: 'webauthn', approvalLimit1Minor: 1000 });
    givePayroll(kit, 2);
    keys = await holdCeremony(kit);
    const batch = await make();
    expect(batch.approvalsNeeded).toBe(2);
    expect((await signApproval(kit, ana, key(0), batch)).state).toBe('VALIDATED');
    expect((await signApproval(kit, ana, key(0), batch)).state).toBe('VALIDATED');
    expect((await signApproval(kit, abe, key(1), batch)).state).toBe('APPROVED');
  });

  it('S11: cannot be had with a stolen session alone: neither attested nor with another key', async () => {
    keys = await holdCeremony(kit);
    const batch = await make();
    const { id, statementHash } = batch;
    await expect(
      kit.platform.inTransaction(ana.actor, (tx) => kit.payments.approve(tx, ana, id, { statementHash })),
    ).rejects.toMatchObject(approvalRefused('credential-needed'));
    await expect(signApproval(kit, ana, newKey(), batch)).rejects.toMatchObject(
      credentialRefused('no-active-credential'),
    );
    await expect(signApproval(kit, ana, key(1), batch)).rejects.toMatchObject(
      credentialRefused('no-active-credential'),
    );
  });

  it('S11: is refused to the maker and to an openIMIS administrator with every right, keys or not', async () => {
    keys = await holdCeremony(kit);
    const batch = await make();
    await expect(signApproval(kit, kit.maker, newKey(), batch)).rejects.toMatchObject(
      approvalRefused('approver-is-maker'),
    );
    const admin = anApprover('Admin', { permissions: ['payments.approve', 'payments.make', 'payments.read'] });
    await expect(signApproval(kit, admin, newKey(), batch)).rejects.toMatchObject(
      approvalRefused('incompatible-roles'),
    );
  });

  it('S11: is refused when the batch pays the approver or the household', async () => {
    const relatedIndividualIds = ['00000000-0000-4000-8000-000000000010'];
    keys = await holdCeremony(kit, { relatedIndividualIds });
    await expect(signApproval(kit, ana, key(0), await make())).rejects.toMatchObject(
      approvalRefused('approver-is-payee'),
    );
  });

  describe('S11: whoever shares a household with somebody who is paid', () => {
    const payee = '00000000-0000-4000-8000-000000000010';
    const self = '00000000-0000-4000-8000-0000000000c1';
    const moved = '00000000-0000-4000-8000-0000000000c2';
    const person = (key: string): SourceRecord => ({
      kind: 'person',
      key,
      data: {
        identifiers: [{ type: 'NID', value: `N-${key}` }],
        name: { givenName: key.slice(-4), surname: 'Otieno' },
      },
    });
    const household = (...members: string[]): SourceRecord => ({
      kind: 'household',
      key: 'house-1',
      data: { members: members.map((personKey) => ({ personKey })) },
    });
    const feed = (...records: SourceRecord[]) => kit.registry.ingest(kit.maker.actor, 'openimis', records);
    const feedOther = (...records: SourceRecord[]) => kit.registry.ingest(kit.maker.actor, 'social-registry', records);
    const approving = async () => signApproval(kit, ana, key(0), await make());

    it('approves nothing, though the member who is paid was never declared', async () => {
      await feed(person(self), person(payee), person(moved), household(self, payee));
      keys = await holdCeremony(kit, { relatedIndividualIds: [self] });
      await expect(approving()).rejects.toMatchObject(approvalRefused('approver-is-payee'));
    });

    it('approves nothing, though only another system names the one who is paid in that household', async () => {
      const mates = ['c3', 'c4', 'c5'].map((end) => `00000000-0000-4000-8000-0000000000${end}`);
      await feed(...[self, payee, ...mates].map(person), household(self, ...mates));
      await feedOther(...[payee, ...mates].map(person), household(payee, ...mates));
      keys = await holdCeremony(kit, { relatedIndividualIds: [self] });
      await expect(approving()).rejects.toMatchObject(approvalRefused('approver-is-payee'));
    });

    it('approves once nobody of the household is paid', async () => {
      await feed(person(self), person(payee), person(moved), household(self, moved));
      keys = await holdCeremony(kit, { relatedIndividualIds: [self] });
      expect((await approving()).approvals).toHaveLength(1);
    });

    it('approves nothing while the registry does not know the declared person: what cannot be known is refused', async () => {
      keys = await holdCeremony(kit, { relatedIndividualIds: ['00000000-0000-4000-8000-0000000000c9'] });
      await expect(approving()).rejects.toMatchObject(approvalRefused('household-unknown'));
    });
  });

  it('S11: signs this statement, once, soon, with its holder verified', async () => {
    keys = await holdCeremony(kit);
    const batch = await make();
    const { id, statementHash } = batch;
    const approve = (assertion: ReturnType<Authenticator['get']>) =>
      kit.platform.inTransaction(ana.actor, (tx) => kit.payments.approve(tx, ana, id, { statementHash, assertion }));
    const request = await askApproval(kit, ana, batch);
    const good = key(0).get(request);
    await expect(approve(key(0).get(request, { verified: false }))).rejects.toMatchObject(
      credentialRefused('not-proven'),
    );
    await expect(approve(key(0).get({ ...request, challenge: 'AAAA' }))).rejects.toMatchObject(
      credentialRefused('not-proven'),
    );
    await expect(approve({ ...good, nonce: 'ab'.repeat(32) })).rejects.toMatchObject(
      credentialRefused('challenge-over'),
    );
    kit.clock.advance(5 * 60_000 + 1);
    await expect(approve(good)).rejects.toMatchObject(credentialRefused('challenge-over'));
  });

  it('S11: counts no longer when its key is revoked before the seal', async () => {
    await kit.close();
    kit = await openPaymentsKit('good', { approvalAssurance: 'webauthn', approvalLimit1Minor: 1000 });
    givePayroll(kit, 2);
    keys = await holdCeremony(kit);
    const batch = await make();
    await signApproval(kit, ana, key(0), batch);
    await judge(kit, abe, key(1), key(0).credentialId, 'revoked');
    expect((await signApproval(kit, abe, key(1), batch)).state).toBe('VALIDATED');
    expect((await signApproval(kit, ada, key(2), batch)).state).toBe('APPROVED');
  });

  it('S11: may be attested only where the deployment has no authenticators', async () => {
    await kit.close();
    kit = await openPaymentsKit('good', { approvalAssurance: 'attested' });
    givePayroll(kit, 2);
    const { id, statementHash } = await make();
    const approved = await kit.platform.inTransaction(ana.actor, (tx) =>
      kit.payments.approve(tx, ana, id, { statementHash }),
    );
    expect(approved.approvals).toMatchObject([{ assurance: 'attested' }]);
  });
});
