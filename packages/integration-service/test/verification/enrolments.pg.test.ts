import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openTools } from '../../../partner-sandbox/src/common/tools.js';
import { openReliefAgency } from '../../../partner-sandbox/src/relief-agency/relief-agency.js';
import type { InterconnectionTables } from '../../src/interconnection/tables.js';
import { toJson } from '../../src/platform/database.js';
import { createRegistry } from '../../src/registry/service.js';
import { createPeopleVerification } from '../../src/verification/people.js';
import { agreementTerms, registration } from '../interconnection/interconnection-kit.js';
import { makeKey } from '../interconnection/test-keys.js';
import { anOperator, fakeOpenImis } from '../support/fake-openimis.js';
import { openVerificationKit, TIMEOUT_MS, type VerificationKit } from './verification-kit.js';

const AGENCY = 'relief-agency';
const member = (nationalId: string, status: string) => ({
  ...{ memberId: `M-${nationalId}`, nationalId, givenName: 'Mercy', surname: 'Omondi', sex: 'female', status },
  ...{ birthDate: '1946-06-02', enrolledOn: '2025-01-10', deliveries: [] },
});

describe('SR-009: the check of double enrolment, with a second management system', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'enrolments-'));
  const openimis = fakeOpenImis();
  openimis.operators.set('token-vic', anOperator({ loginName: 'vic.verifier' }));
  let kit: VerificationKit;
  let agency: FastifyInstance;
  let tools: ReturnType<typeof openTools>;
  let people: ReturnType<typeof createPeopleVerification>;

  beforeAll(async () => {
    kit = await openVerificationKit({
      async partners(secrets) {
        const key = await makeKey('EdDSA');
        secrets.register(AGENCY, [key.publicJwk]);
        const jwks = path.join(folder, 'interlink-jwks.json');
        writeFileSync(jwks, JSON.stringify({ keys: [secrets.signing.publicJwk] }));
        writeFileSync(
          path.join(folder, 'relief.json'),
          JSON.stringify([member('1001', 'active'), member('1002', 'graduated')]),
        );
        tools = openTools(folder, () => kit?.clock.now().getTime() ?? Date.now());
        agency = openReliefAgency(tools, {
          ...{ client: { id: 'interlink', secret: 'word' }, countryDir: folder, registeredJwks: jwks },
          signingKey: { ...key.privateJwk, kid: key.kid },
          ...{ interlinkUrl: 'http://127.0.0.1:9', ownUrl: 'http://127.0.0.1:9', pushEveryMs: 600_000 },
        });
        const url = await agency.listen({ port: 0, host: '127.0.0.1' });
        const settings = {
          clientId: 'interlink',
          clientSecretFile: 'client-secret',
          tokenPath: '/oauth2/client/token',
        };
        return { [AGENCY]: { ...settings, url, dciId: AGENCY, timeoutMs: TIMEOUT_MS, allowPrivateAddresses: true } };
      },
      policies: { verification: { enrolments: [{ verifier: 'beneficiary-registry', partner: AGENCY }] } },
    });
    const registry = createRegistry(kit.platform);
    people = createPeopleVerification(kit.platform, { openimis, verification: kit.verification, registry });
    await registry.ingest(kit.actor, 'openimis', []);
    const whole = registration({ dciId: AGENCY });
    const added = { addedBy: 'ian', addedLogin: 'ian', addedAt: new Date(0), changedAt: new Date(0) };
    await kit.platform
      .db<InterconnectionTables>()
      .insertInto('interconnection.partner')
      .values({ id: AGENCY, status: 'active', dciId: AGENCY, registration: toJson(whole), ...added })
      .execute();
  });
  afterAll(async () => {
    await kit.close();
    await agency.close();
    rmSync(folder, { recursive: true });
  });

  const agree = async (elements: readonly string[]) => {
    const made = { madeBy: 'ian', madeLogin: 'ian', madeAt: new Date(0), changedAt: new Date(0) };
    const approved = { approvedBy: 'sue', approvedLogin: 'sue', approvedAt: new Date(0) };
    const terms = agreementTerms({ direction: 'in', recordTypes: ['Beneficiary'], elements: [...elements] });
    const row = {
      id: randomUUID(),
      partner: AGENCY,
      status: 'active' as const,
      terms: toJson(terms),
      ...made,
      ...approved,
    };
    await kit.platform.db<InterconnectionTables>().insertInto('interconnection.agreement').values(row).execute();
    kit.clock.advance(61_000);
  };
  const operator = () => ({
    session: {
      ...{ userId: randomUUID(), loginName: 'vic.verifier', displayName: 'Vic', language: 'en' as const },
      ...{ permissions: ['verification.run' as const], institution: 'MSW' },
    },
    ...{ token: 'token-vic', districts: [], actor: kit.actor },
  });
  const check = async (nationalId: string) => {
    const individualId = randomUUID();
    openimis.persons.set(individualId, {
      ...{ individualId, givenName: 'Mercy', surname: 'Omondi', nationalId },
      birthDate: { date: '1946-06-02', precision: 'day' },
    });
    const { items } = await people.verify(operator(), { nationalIds: [nationalId], kinds: ['enrolment'] });
    openimis.persons.delete(individualId);
    return items[0];
  };
  const asked = () => tools.received.list(AGENCY).filter(({ operation }) => operation === 'search').length;

  it('F2: asks nobody without an agreement that covers what is read, and does not say "none"', async () => {
    const unagreed = { outcome: 'refused', reasons: ['enrolments-unknown', 'not-agreed'] };
    expect((await check('1001'))?.results.at(-1)).toMatchObject({ source: AGENCY, ...unagreed });
    await agree(['member']);
    expect((await check('1001'))?.results.at(-1)).toMatchObject(unagreed);
    expect(asked()).toBe(0);
  });

  it.each([
    ['1001', 'mismatch', ['enrolled-elsewhere']],
    ['1002', 'verified', []],
    ['1003', 'verified', []],
  ])('IBR-035: of %s the agency’s books say %s', async (nationalId, outcome, reasons) => {
    if (nationalId === '1001') {
      await agree(['member', 'programme_identifier', 'enrollment_date', 'enrollment_status']);
      await kit.superuser.query(`delete from interconnection.agreement where terms->>'elements' = '["member"]'`);
      kit.clock.advance(61_000);
    }
    const found = await check(nationalId);
    // Our own registry has not heard of the person, which is not "none" either.
    expect(found).toMatchObject({
      verdict: 'review',
      results: [
        { kind: 'enrolment', source: 'registry', outcome: 'unavailable', reasons: ['enrolments-unknown'] },
        { kind: 'enrolment', source: AGENCY, outcome, reasons, evidence: { signature: 'verified' } },
      ],
    });
  });

  it('SR-009: is asked of the others alone for a journey, which knows of our own already', async () => {
    const ask = (nationalId: string) =>
      kit.verification.checkElsewhere({
        ...{ subjectId: randomUUID(), nationalId, requestId: randomUUID(), actor: kit.actor },
      });
    expect(await ask('1001')).toMatchObject([{ source: AGENCY, outcome: 'mismatch', reasons: ['enrolled-elsewhere'] }]);
    expect(await ask('1003')).toMatchObject([{ source: AGENCY, outcome: 'verified', reasons: [] }]);
    tools.faults.add({ partner: AGENCY, kind: 'status-500', operation: 'search', times: 1, delayMs: 0 });
    expect(await ask('1002')).toMatchObject([
      { outcome: 'unavailable', reasons: ['enrolments-unknown', 'unreachable'] },
    ]);
  });

  it('F2: uses no more of it than the agreement leaves for the day, of answers that come at once', async () => {
    await kit.superuser.query(
      `update interconnection.agreement set terms = terms || jsonb_build_object('dailyRecords',
         1 + (select coalesce(sum(records), 0) from interconnection.agreement_use))`,
    );
    kit.clock.advance(61_000);
    const ask = async () => {
      const about = { subjectId: randomUUID(), nationalId: '1001', requestId: randomUUID(), actor: kit.actor };
      return (await kit.verification.checkElsewhere(about))[0]?.reasons;
    };
    const reasons = await Promise.all([ask(), ask()]);
    await kit.superuser.query(`update interconnection.agreement set terms = terms - 'dailyRecords'`);
    kit.clock.advance(61_000);
    expect(reasons).toContainEqual(['enrolled-elsewhere']);
    expect(reasons).toContainEqual(['enrolments-unknown', 'not-agreed']);
  });

  it.each([
    ['status-500', 'unavailable', 'unreachable'],
    ['timeout', 'unavailable', 'timed-out'],
    ['wrong-signature', 'refused', 'signature-invalid'],
    ['wrong-person', 'mismatch', 'person-differs'],
  ] as const)('says "unknown", never "none", when the agency shows %s', async (kind, outcome, reason) => {
    tools.faults.add({ partner: AGENCY, kind, operation: 'search', times: 1, delayMs: 3000 });
    expect((await check('1002'))?.results.at(-1)).toMatchObject({ outcome, reasons: ['enrolments-unknown', reason] });
  });

  it('S6: leaves a line of who asked whom about whom, and keeps what was said sealed', async () => {
    const { rows } = await kit.superuser.query(
      `select count(*)::int as lines from interconnection.exchange_log where operation = 'ibr-enrolment-check'`,
    );
    expect((rows[0] as { lines: number }).lines).toBeGreaterThan(5);
    const kept = await kit.superuser.query(`select r::text as all from verification.result r where kind = 'enrolment'`);
    expect(JSON.stringify(kept.rows)).not.toMatch(/RELIEF|Omondi/);
  });
});
