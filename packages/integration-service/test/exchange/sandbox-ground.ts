import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ConnectorDeps } from '@interlink/contracts/exchange/connector';
import type { SignaturePolicy } from '@interlink/contracts/interconnection/partner';
import type { PartnerPort } from '@interlink/contracts/interconnection/partner-port';
import { openCivilRegistry } from '../../../partner-sandbox/src/civil-registry/registry.js';
import type { FaultKind, PartnerName } from '../../../partner-sandbox/src/common/partners.js';
import { openTools } from '../../../partner-sandbox/src/common/tools.js';
import { openMapper } from '../../../partner-sandbox/src/mapper/mapper.js';
import { openReliefAgency } from '../../../partner-sandbox/src/relief-agency/relief-agency.js';
import { connectors } from '../../src/exchange/connectors/registry.js';
import { openOutgoing } from '../../src/interconnection/service.js';
import { openTokenClient } from '../../src/interconnection/access-token.js';
import { openPartnerKeys } from '../../src/interconnection/keys.js';
import { signMessage, verifyMessage } from '../../src/interconnection/message-signature.js';
import { partnerEncryption } from '../../src/interconnection/partner-encryption.js';
import { callWithToken } from '../../src/interconnection/call-with-token.js';
import { makeEncryptionKey, makeKey, type TestEncryptionKey, type TestKey } from '../interconnection/test-keys.js';
import { PATIENT_MS } from '../support/patient.js';

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
const MEMBER = {
  member_identifier: PERSON.identifier,
  demographic_info: { name: { given_name: 'Ada', surname: 'Okoro' }, sex: 'female', birth_date: '1950-04-03' },
};
const SISTERS = [
  { role: 'dr', records: [{ personal_details: MEMBER, disability_status: '0' }] },
  { role: 'fr', records: [{ farmer_personal_details: MEMBER, farm_type: 'crop' }] },
  { role: 'sr', records: [MEMBER] },
] as const;
const RELIEVED = {
  ...{ memberId: 'M-1', nationalId: '880012', givenName: 'Ada', surname: 'Okoro', sex: 'female' },
  ...{ birthDate: '1950-04-03', enrolledOn: '2025-01-10', status: 'active', deliveries: [] },
};
/** Whom each of the registers has. */
export const KNOWN = { by: 'identifier', type: 'UIN', value: '880012' } as const;
export const cause = {
  actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' },
  subjectId: 's',
} as const;

/** Made once: such keys take long. */
const encryptionKeys = Promise.all([makeEncryptionKey('ours'), makeEncryptionKey('theirs')]);

/** A partner of the sandbox over a real socket, and our way to it: signed, verified, with a token. */
export class Ground {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'connector-suite-'));
  readonly tools = openTools(this.folder, () => Date.now());
  private readonly apps: FastifyInstance[] = [];
  private readonly closers: (() => Promise<void>)[] = [];
  private constructor(
    private readonly own: TestKey,
    private readonly theirs: TestKey,
    /** For messages that are encrypted for us, and for the registry. */
    readonly ownEncryption: TestEncryptionKey,
    readonly theirEncryption: TestEncryptionKey,
  ) {}

  static async open(): Promise<Ground> {
    const [own, theirs] = [await makeKey('EdDSA'), await makeKey('EdDSA')];
    const ground = new Ground(own, theirs, ...(await encryptionKeys));
    ground.weAreKnownBy([own.publicJwk, ground.ownEncryption.publicJwk]);
    ground.theyAreKnownBy([theirs.publicJwk, ground.theirEncryption.publicJwk]);
    return ground;
  }

  /** The keys of ours that the sandbox was sent. */
  weAreKnownBy(keys: readonly object[]): void {
    writeFileSync(this.jwks, JSON.stringify({ keys }));
  }

  /** The keys of the sandbox that we were sent. */
  theyAreKnownBy(keys: readonly object[]): void {
    writeFileSync(this.theirJwks, JSON.stringify({ keys }));
  }

  get signingKeys() {
    return { own: this.own.publicJwk, theirs: this.theirs.publicJwk };
  }

  private get theirJwks() {
    return path.join(this.folder, 'their-jwks.json');
  }

  private get jwks() {
    return path.join(this.folder, 'jwks.json');
  }

  /** What the connector of that id is given, and by which name the sandbox counts whom it asks. */
  async deps(id: string, encryption: SignaturePolicy = 'none'): Promise<ConnectorDeps> {
    const name = sandboxOf(id);
    const common = {
      client: { id: 'interlink', secret: 'word' },
      signingKey: { ...this.theirs.privateJwk, kid: this.theirs.kid },
      registeredJwks: this.jwks,
    };
    const app = this.open(name, common);
    this.apps.push(app);
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return {
      partner: this.partner(name, `${url}${sisterOf(id)}`, encryption),
      sent: { remember: () => Promise.resolve({ attempt: 1, at: new Date() }) },
      callbackBase: 'https://mis.example.org/dci',
    };
  }

  private open(name: PartnerName, common: Common): FastifyInstance {
    const interlinkUrl = 'http://127.0.0.1:9';
    if (name === 'mapper') return openMapper(this.tools, { ...common, links: LINKS });
    if (name === 'civil-registry') {
      const { privateJwk, kid } = this.theirEncryption;
      const own = { people: PEOPLE, sisters: SISTERS, encryptionKey: { ...privateJwk, kid } };
      return openCivilRegistry(this.tools, { ...common, interlinkUrl, ...own });
    }
    writeFileSync(path.join(this.folder, 'relief.json'), JSON.stringify([RELIEVED]));
    const own = { countryDir: this.folder, interlinkUrl, ownUrl: 'http://127.0.0.1:9', pushEveryMs: 600_000 };
    return openReliefAgency(this.tools, { ...common, ...own });
  }

  private partner(id: PartnerName, url: string, encryption: SignaturePolicy): PartnerPort {
    const now = () => Date.now();
    const { faults } = this.tools;
    const destination = {
      ...{ partner: id, url, connections: 2, allowPrivateAddresses: true },
      // Who is told to be silent need not be waited for.
      get timeoutMs() {
        return faults.list().some(({ kind }) => kind === 'timeout') ? 400 : PATIENT_MS;
      },
    };
    const outgoing = openOutgoing(destination, { now, record: () => Promise.resolve() });
    this.closers.push(() => outgoing.close());
    const secret = { clientId: 'interlink', clientSecret: 'word', tokenPath: '/oauth2/client/token' };
    const tokens = openTokenClient(outgoing, secret, now);
    const key = { ...this.own, publicJwk: this.own.publicJwk };
    const known = { alg: 'EdDSA' as const, key: this.theirs };
    return {
      ...{ id, settings: { url, clientId: 'interlink', encryption } },
      ...this.encryption(id, encryption),
      post: (post) => callWithToken(outgoing, tokens, post),
      get: (get) => callWithToken(outgoing, tokens, get),
      sign: (parts) =>
        Promise.resolve(
          signMessage(parts, 'attached-jws', { key: key as never, senderId: 'interlink', nowSeconds: now() / 1000 }),
        ),
      async verify(signature, parts) {
        const { importJWK } = await import('jose');
        const keys = {
          find: async (kid: string) =>
            kid === known.key.kid
              ? [{ alg: known.alg, key: (await importJWK(known.key.publicJwk, known.alg)) as CryptoKey }]
              : [],
        };
        const options = { keys, policy: 'required', nowSeconds: now() / 1000 } as const;
        const state = await verifyMessage(signature, parts, options as never);
        return state === 'absent' ? 'invalid' : state;
      },
    };
  }

  private encryption(partner: PartnerName, policy: SignaturePolicy) {
    const { kid, privateKey, publicJwk } = this.ownEncryption;
    const own = { kid, privateKey, publicJwk, alg: 'RSA-OAEP-256' } as const;
    const keys = openPartnerKeys(this.theirJwks, () => Date.now());
    const keyring = { findDecryption: (wanted?: string) => Promise.resolve(wanted === kid ? own : undefined) };
    return partnerEncryption({ partner, policy, keyring, keys });
  }

  fault(partner: PartnerName, kind: FaultKind, operation = '*'): void {
    this.tools.faults.add({ partner, kind, operation, times: 1, delayMs: 2000 });
  }

  async close(): Promise<void> {
    await Promise.all([...this.closers.map((close) => close()), ...this.apps.map((app) => app.close())]);
    rmSync(this.folder, { recursive: true });
  }
}

type Common = Parameters<typeof openMapper>[1] extends infer S ? Omit<S, 'links'> : never;

/** Who of the sandbox answers a connector; registers of one house share an address. */
export const sandboxOf = (id: string): 'civil-registry' | 'mapper' | 'relief-agency' => {
  if (id === 'mapper') return 'mapper';
  return id === 'beneficiary-registry' ? 'relief-agency' : 'civil-registry';
};
const sisterOf = (id: string): string =>
  ({ 'disability-registry': '/dr', 'farmer-registry': '/fr', 'social-registry': '/sr' })[id] ?? '';

type Asked = (
  requestId: string,
) => Promise<{ readonly kind: string; readonly evidence: { readonly signature: string } }>;

/** One question of each connector that the sandbox answers, and the kind of finding that is a good answer. */
export function questionsOf(
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
  if (connector.kind === 'registry') {
    const port = connector.open(deps);
    const question = { query: KNOWN } as const;
    return { ask: (requestId) => port.search({ question, requestId, cause }), good: 'records', operation: 'search' };
  }
  const { search } = connector.open(deps);
  const birthDate = { date: '1950-04-03', precision: 'day' } as const;
  const asked = { nationalId: '880012', givenName: 'Ada', surname: 'Okoro', birthDate };
  return { ask: (requestId) => search({ search: asked, requestId, cause }), good: 'records', operation: 'search' };
}
