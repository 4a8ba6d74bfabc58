import type { MapperPort } from '@interlink/contracts/exchange/mapper-port';
import type { CivilRegistryPort, CivilSearchAnswer } from '@interlink/contracts/exchange/civil-registry-port';
import type { RegistryPort } from '@interlink/contracts/exchange/registry-port';
import type { PartnerPort } from '@interlink/contracts/interconnection/partner-port';
import type { CheckVerifier, VerifierAnswer } from '@interlink/contracts/verification/verifier';
import { OutgoingError } from '../../src/interconnection/service.js';
import { verifiers } from '../../src/verification/verifiers/registry.js';

const cause = {
  actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' },
  subjectId: 's',
} as const;
const question = {
  subjectId: 's',
  requestId: 'r',
  nationalId: '20058312',
  givenName: 'Mercy',
  surname: 'Omondi',
  birthDate: { date: '1946-06-02', precision: 'day' },
  provider: 'BANK',
  // Of a telephone and of an account alike.
  accountNumber: '254110015287',
  holderName: 'Mercy Omondi',
} as const;

/** A partner and a registry that do what the case says, whatever is asked. */
const tools = (status: number, body: string, registry: Partial<CivilSearchAnswer>) => {
  const partner: PartnerPort = {
    id: 'p',
    settings: { url: 'https://p.example.org', clientId: 'interlink' },
    post: () => Promise.resolve({ status, headers: {}, bytes: Buffer.from(body) }),
    get: () => Promise.resolve({ status, headers: {}, bytes: Buffer.from(body) }),
    sign: () => Promise.resolve('signed'),
    encrypt: () => Promise.resolve(undefined),
    decrypt: (parts) => Promise.resolve(parts),
    verify: () => Promise.resolve('invalid'),
  };
  const evidence = { messageId: 'm', raw: Buffer.from(body), signature: 'invalid' } as const;
  const civilRegistry: CivilRegistryPort = {
    search: () => Promise.resolve({ evidence, ...registry } as CivilSearchAnswer),
  };
  // What goes wrong with a question goes wrong in the same words, whoever was asked.
  const fail = () => Promise.resolve({ evidence, ...registry } as Awaited<ReturnType<MapperPort['resolve']>>);
  const mapper: MapperPort = { link: () => fail() as ReturnType<MapperPort['link']>, resolve: fail };
  const said = () => fail() as unknown as ReturnType<RegistryPort['search']>;
  const beneficiaryRegistry = { search: said, status: said, begin: said } as unknown as RegistryPort;
  return { partner, civilRegistry, mapper, beneficiaryRegistry };
};

const checks = verifiers.filter(({ kind }) => kind !== 'identity') as unknown as readonly CheckVerifier<
  string,
  typeof question,
  unknown
>[];
const ask = (verifier: (typeof checks)[number], given: ReturnType<typeof tools>): Promise<VerifierAnswer<unknown>> =>
  verifier.open(given)(question, { requestId: 'r', cause });

describe('the verifier civil-registry', () => {
  it('says that nothing proves an answer of a partner that need not sign', async () => {
    const record = { identifiers: [], fullName: 'Mercy Omondi', birthDate: question.birthDate, deceased: false };
    const given = tools(200, '', { kind: 'records', records: [record], total: 1 });
    const evidence = { messageId: 'm', signature: 'absent' } as const;
    const search = () => Promise.resolve({ kind: 'records', records: [record], total: 1, evidence } as const);
    const civil = checks.find(({ id }) => id === 'civil-registry');
    const answer = civil && (await ask(civil, { ...given, civilRegistry: { search } }));
    expect(answer).toMatchObject({ outcome: 'verified', reasons: ['answer-unsigned'] });
  });
});

/** Every verifier that is listed keeps these promises; a new one joins by being listed. */
describe.each(checks.map((verifier) => [verifier.id, verifier] as const))('the verifier %s', (_id, verifier) => {
  it.each([
    ['an error status', tools(500, '', { kind: 'unavailable', why: 'unreachable' })],
    ['nonsense', tools(200, 'sorry', { kind: 'refused', why: 'malformed' })],
    ['an empty object', tools(200, '{}', { kind: 'refused', why: 'signature' })],
    ['a refusal', tools(403, '{"error":"forbidden"}', { kind: 'rejected', code: 'err.request.forbidden' })],
    ['an answer to another question', tools(200, '{"requestId":"other"}', { kind: 'refused', why: 'foreign' })],
  ])('verifies nobody by %s, and gives a reason', async (_what, given) => {
    const answer = await ask(verifier, given);
    expect(answer.outcome).not.toBe('verified');
    expect(answer.reasons.length).toBeGreaterThan(0);
    expect(answer.attributes).toBeUndefined();
  });

  it('lets the lack of an answer pass, or says that its source is unavailable', async () => {
    const given = tools(200, '', { kind: 'unavailable', why: 'timed-out' });
    const noAnswer = () => Promise.reject(new OutgoingError('timed-out'));
    const silent = { ...given.partner, post: noAnswer, get: noAnswer };
    const outcome = await ask(verifier, { ...given, partner: silent }).then(
      (answer) => answer.outcome,
      (thrown: unknown) => (thrown instanceof OutgoingError ? 'unavailable' : 'failed'),
    );
    expect(outcome).toBe('unavailable');
  });

  it('keeps as evidence what was received, and no personal value beside it', async () => {
    const { evidence, proof } = await ask(verifier, tools(200, 'sorry', { kind: 'refused', why: 'malformed' }));
    expect(Buffer.from(evidence.raw ?? []).toString()).toBe('sorry');
    expect(JSON.stringify(proof)).not.toMatch(/Mercy|Omondi|20058312|254110015287|1946-\d\d-\d\d/);
  });
});
