import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ConnectorDeps } from '@interlink/contracts/exchange/connector';
import type { PartnerPort } from '@interlink/contracts/interconnection/partner-port';
import { openCivilRegistry } from '../../../partner-sandbox/src/civil-registry/registry.js';
import type { FaultKind, PartnerName } from '../../../partner-sandbox/src/common/partners.js';
import { openTools } from '../../../partner-sandbox/src/common/tools.js';
import { openMapper } from '../../../partner-sandbox/src/mapper/mapper.js';
import { readExample } from '../../../contracts/test/exchange/examples.js';
import { connectors } from '../../src/exchange/connectors/registry.js';
import { openOutgoing, OutgoingError } from '../../src/interconnection/service.js';
import { openTokenClient } from '../../src/interconnection/access-token.js';
import { signMessage, verifyMessage } from '../../src/interconnection/message-signature.js';
import { postWithToken } from '../../src/interconnection/post-with-token.js';
import { makeKey, type TestKey } from '../interconnection/test-keys.js';

const PERSON = { identifier: [{ identifier_type: 'UIN', identifier_value: '880012' }] };
const PEOPLE = [
  { ...PERSON, name: { given_name: 'Ada', surname: 'Okoro' }, sex: 'female', birth_date: '1950-04-03', death_date: '' },
  {
    ...{
      identifier: [{ identifier_type: 'UIN', identifier_value: '2' }],
      sex: 'male',
      birth_date: '1960',
      death_date: '',
    },
    name: { given_name: 'Samuel', surname: 'Kombo' },
  },
];
const LINKS = [
  { id: 'uin:880012@nid', fa: 'account:0700@BANK', provider: 'BANK', active: true },
  { id: 'uin:2@nid', fa: 'mobile:0702@mno', provider: 'mno', active: true },
];
const cause = {
  actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' },
  subjectId: 's',
} as const;

/** A partner of the sandbox over a real socket, and our way to it: signed, verified, with a token. */
class Ground {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'connector-suite-'));
  readonly tools = openTools(this.folder, () => Date.now());
  private readonly apps: FastifyInstance[] = [];
  private readonly closers: (() => Promise<void>)[] = [];
  private constructor(
    private readonly own: TestKey,
    private readonly theirs: TestKey,
  ) {}

  static async open(): Promise<Ground> {
    const ground = new Ground(await makeKey('EdDSA'), await makeKey('EdDSA'));
    writeFileSync(ground.jwks, JSON.stringify({ keys: [ground.own.publicJwk] }));
    return ground;
  }

  private get jwks() {
    return path.join(this.folder, 'jwks.json');
  }

  async deps(name: 'civil-registry' | 'mapper'): Promise<ConnectorDeps> {
    const common = {
      client: { id: 'interlink', secret: 'word' },
      signingKey: { ...this.theirs.privateJwk, kid: this.theirs.kid },
      registeredJwks: this.jwks,
    };
    const app =
      name === 'mapper'
        ? openMapper(this.tools, { ...common, links: LINKS })
        : openCivilRegistry(this.tools, { ...common, people: PEOPLE });
    this.apps.push(app);
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return {
      partner: this.partner(name, url),
      sent: { remember: () => Promise.resolve({ attempt: 1, at: new Date() }) },
      callbackUrl: 'https://mis.example.org/dci',
    };
  }

  private partner(id: PartnerName, url: string): PartnerPort {
    const now = () => Date.now();
    const destination = { partner: id, url, timeoutMs: 800, connections: 2, allowPrivateAddresses: true };
    const outgoing = openOutgoing(destination, { now, record: () => Promise.resolve() });
    this.closers.push(() => outgoing.close());
    const secret = { clientId: 'interlink', clientSecret: 'word', tokenPath: '/oauth2/client/token' };
    const tokens = openTokenClient(outgoing, secret, now);
    const key = { ...this.own, publicJwk: this.own.publicJwk };
    const known = { alg: 'EdDSA' as const, key: this.theirs };
    return {
      ...{ id, settings: { url, clientId: 'interlink' } },
      post: (post) => postWithToken(outgoing, tokens, post),
      sign: (parts) =>
        signMessage(parts, 'attached-jws', { key: key as never, senderId: 'interlink', nowSeconds: now() / 1000 }),
      async verify(signature, parts) {
        const { importJWK } = await import('jose');
        const keys = {
          find: async (kid: string) =>
            kid === known.key.kid
              ? { alg: known.alg, key: (await importJWK(known.key.publicJwk, known.alg)) as CryptoKey }
              : undefined,
        };
        const options = { keys, policy: 'required', nowSeconds: now() / 1000 } as const;
        const state = await verifyMessage(signature, parts, options as never);
        return state === 'absent' ? 'invalid' : state;
      },
    };
  }

  fault(partner: PartnerName, kind: FaultKind, operation = '*'): void {
    this.tools.faults.add({ partner, kind, operation, times: 1, delayMs: 2000 });
  }

  async close(): Promise<void> {
    await Promise.all([...this.closers.map((close) => close()), ...this.apps.map((app) => app.close())]);
    rmSync(this.folder, { recursive: true });
  }
}

type Asked = (
  requestId: string,
) => Promise<{ readonly kind: string; readonly evidence: { readonly signature: string } }>;

/** One question of each connector that the sandbox answers, and the kind of finding that is a good answer. */
function questionsOf(
  deps: ConnectorDeps,
  id: string,
): { readonly ask: Asked; readonly good: string; readonly operation: string } {
  const connector = connectors.find((one) => one.id === id);
  if (connector?.kind === 'mapper') {
    const { resolve } = connector.open(deps);
    const question = { scope: 'details', id: 'uin:880012@nid' } as const;
    return { ask: (requestId) => resolve({ question, requestId, cause }), good: 'resolved', operation: 'resolve' };
  }
  if (!connector) throw new Error(`no connector ${id}`);
  const { search } = connector.open(deps);
  const birthDate = { date: '1950-04-03', precision: 'day' } as const;
  const asked = { nationalId: '880012', givenName: 'Ada', surname: 'Okoro', birthDate };
  return { ask: (requestId) => search({ search: asked, requestId, cause }), good: 'records', operation: 'search' };
}

/** Every connector that is listed keeps these promises against a partner that has its own validation. */
describe.each(connectors.map(({ id }) => id))('the connector %s against the sandbox', (id) => {
  const name = id as 'civil-registry' | 'mapper';
  let ground: Ground;
  let deps: ConnectorDeps;
  beforeAll(async () => {
    ground = await Ground.open();
    deps = await ground.deps(name);
  });
  afterAll(() => ground.close());

  it('IBR-035: is understood, and reads a signed answer', async () => {
    const { ask, good } = questionsOf(deps, id);
    expect(await ask('r-1')).toMatchObject({ kind: good, evidence: { signature: 'verified' } });
  });

  it('sends the same message again for the same step, and has the same answer', async () => {
    const { ask } = questionsOf(deps, id);
    const at = new Date();
    const fixed = { ...deps, sent: { remember: () => Promise.resolve({ attempt: 1, at }) } };
    const again = questionsOf(fixed, id).ask;
    const [one, two] = [await again('r-2'), await again('r-2')];
    expect(two).toEqual(one);
    expect(await ask('r-3')).not.toEqual(one);
    const received = ground.tools.received.list(name).filter(({ operation }) => operation !== 'token');
    const ids = received.map(({ body }) => (body as { header: { message_id: string } }).header.message_id);
    expect(new Set(ids).size).toBe(ids.length - 1);
  });

  it.each([
    ['wrong-signature', { kind: 'refused', why: 'signature' }],
    ['status-500', { kind: 'unavailable', why: 'unreachable' }],
    ['lost-answer', { kind: 'unavailable', why: 'unreachable' }],
    ['timeout', { kind: 'unavailable', why: 'timed-out' }],
  ] as const)('takes nothing from a partner that shows %s', async (kind, expected) => {
    const { ask, operation } = questionsOf(deps, id);
    ground.fault(name, kind, operation);
    const found = await ask(`fault-${kind}`);
    expect(found).toMatchObject(expected);
    expect(await ask(`after-${kind}`)).toMatchObject({ evidence: { signature: 'verified' } });
  });

  it('lets pass what is our own mistake', async () => {
    const broken = { ...deps, sent: { remember: () => Promise.reject(new Error('our database')) } };
    await expect(questionsOf(broken, id).ask('r')).rejects.toThrow('our database');
  });

  it('says of a partner that cannot be reached that it is unavailable', async () => {
    const partner = { ...deps.partner, post: () => Promise.reject(new OutgoingError('circuit-open')) };
    expect(await questionsOf({ ...deps, partner }, id).ask('r')).toMatchObject({ kind: 'unavailable' });
  });
});

describe('the connector mapper', () => {
  let ground: Ground;
  let deps: ConnectorDeps;
  const open = (given: ConnectorDeps) => {
    const found = connectors.find(({ kind }) => kind === 'mapper');
    if (found?.kind !== 'mapper') throw new Error('there is no mapper');
    return found.open(given);
  };
  beforeAll(async () => {
    ground = await Ground.open();
    deps = await ground.deps('mapper');
  });
  afterAll(() => ground.close());

  const link = { id: 'uin:3@nid', fa: 'mobile:0703@mno', name: 'Ada Okoro', phoneNumber: '+100700' };

  it('IBR-035: links an account and resolves it afterwards', async () => {
    const mapper = open(deps);
    expect(await mapper.link({ link, requestId: 'l-1', cause })).toMatchObject({ kind: 'linked' });
    const question = { scope: 'details', id: link.id } as const;
    const found = await mapper.resolve({ question, requestId: 'q-1', cause });
    expect(found).toMatchObject({ kind: 'resolved', active: true, fa: link.fa, provider: 'mno' });
    const yes = await mapper.resolve({ question: { ...link, scope: 'yes_no' }, requestId: 'q-2', cause });
    expect(yes).toMatchObject({ kind: 'resolved', active: true });
    expect(yes).not.toHaveProperty('fa');
  });

  it('says that somebody else has the account, and whom the mapper does not know', async () => {
    const mapper = open(deps);
    const taken = { id: 'uin:9@nid', fa: 'account:0700@BANK' };
    expect(await mapper.link({ link: taken, requestId: 'l-2', cause })).toMatchObject({
      kind: 'rejected',
      code: 'rjct.fa.invalid',
    });
    const other = await mapper.resolve({
      question: { ...taken, id: 'uin:2@nid', scope: 'yes_no' },
      requestId: 'q-3',
      cause,
    });
    expect(other).toMatchObject({ kind: 'not-linked' });
    const nobody = await mapper.resolve({ question: { ...taken, scope: 'yes_no' }, requestId: 'q-4', cause });
    expect(nobody).toMatchObject({ kind: 'unknown', what: 'id' });
  });

  it('lets no message leave that does not have its own form', async () => {
    const mapper = open(deps);
    await expect(mapper.link({ link: { ...link, fa: 'no address' }, requestId: 'l-3', cause })).rejects.toThrow('form');
  });

  it.each([
    ['g2p-link', 'link_request'],
    ['g2p-resolve', 'resolve_request'],
  ] as const)('sends what our example %s shows, member by member', async (file, items) => {
    const example = readExample(file) as { header: object; message: Record<string, Record<string, string>[]> };
    const bodies: string[] = [];
    const post = (sent: { body: string }) => (bodies.push(sent.body), Promise.reject(new OutgoingError('unreachable')));
    const mapper = open({ ...deps, partner: { ...deps.partner, post } });
    const [{ id = '', fa = '', name, phone_number: phoneNumber } = {}] = example.message[items] ?? [];
    await mapper.link({ link: { id, fa, name, phoneNumber }, requestId: 'x', cause }).catch(() => undefined);
    await mapper.resolve({ question: { scope: 'details', id }, requestId: 'x', cause });
    const sent = JSON.parse(bodies.at(-1) ?? '{}') as typeof example;
    const chosen = file === 'g2p-link' ? (JSON.parse(bodies[0] ?? '{}') as typeof example) : sent;
    expect(Object.keys(chosen.header)).toEqual(expect.arrayContaining(Object.keys(example.header)));
    const { reference_id: _reference, timestamp: _at, ...own } = chosen.message[items]?.[0] ?? {};
    const { reference_id: _theirs, timestamp: _then, ...shown } = example.message[items]?.[0] ?? {};
    expect(own).toEqual(shown);
  });
});
