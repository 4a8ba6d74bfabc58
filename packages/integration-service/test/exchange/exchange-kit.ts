import { randomUUID } from 'node:crypto';
import type { AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import type { DciOperation, DciRole } from '@interlink/contracts/exchange/dci/role';
import { operations } from '@interlink/contracts/exchange/dci/role';
import type { AddressKind, PartnerRegistration } from '@interlink/contracts/interconnection/registered-partner';
import { PERSON_CHANGED, type PersonChanged } from '@interlink/contracts/registry/events';
import type { Register } from '../../src/exchange/context.js';
import { exchangeRoutes } from '../../src/exchange/routes.js';
import { createDciServer } from '../../src/exchange/service.js';
import { partnerDestination } from '../../src/exchange/callbacks/deliver.js';
import { workOn } from '../../src/exchange/callbacks/work.js';
import { waitingStreams } from '../../src/exchange/callbacks/relays.js';
import type { ExchangeTables } from '../../src/exchange/tables.js';
import { openTokenIssuer } from '../../src/interconnection/inbound/tokens.js';
import type { InterconnectionTables } from '../../src/interconnection/tables.js';
import { subscriberDestination } from '../../src/platform/outbox/subscriber.js';
import type { Platform } from '../../src/platform/platform.js';
import { openRelay } from '../../src/platform/outbox/relay.js';
import { openInterconnectionKit, type TestPartner } from '../interconnection/interconnection-kit.js';
import { signAs } from '../interconnection/message-writer.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { startFakePartner, type FakePartner } from './fake-partner.js';
import { fakeRegistry, PERSON_ID } from './fake-registry.js';

export const ALL = [
  'member_identifier',
  'demographic_info',
  'farm_details',
  'is_disabled',
  'disability_info',
  'marital_status',
  'member',
  'group',
  'programme_identifier',
  'enrollment_date',
  'enrollment_status',
  'status_change_date',
  'benefits',
  'assistance_unit',
  'identifier',
  'name',
  'birth_date',
  'death_date',
  'sex',
  'personal_details',
  'disability_status',
  'disability_details',
  'group_identifier',
  'group_size',
  'poverty_score',
];

export const agreed = (over: Partial<AgreementTerms> = {}): Partial<AgreementTerms> => ({
  purpose: 'eligibility',
  recordTypes: [],
  elements: ALL,
  exactCounts: true,
  ...over,
});

/** The DCI server over a real database and the real interconnection; the registry and the partner are played. */
export async function openExchangeKit(
  realRegistry?: (platform: Platform) => Register,
  settings: Readonly<Record<string, unknown>> = {},
) {
  const kit = await openInterconnectionKit({ allowPrivateAddresses: true, ...settings });
  const registry = fakeRegistry();
  const { platform, interconnection, clock } = kit;
  Object.assign(platform.config.settings.policies, { exchange: { allowPrivateAddresses: true } });
  const server = createDciServer(platform, { interconnection, registry: realRegistry?.(platform) ?? registry });
  const app = await openTestServer(platform, fakeDirectory({}), {
    root: [(root) => exchangeRoutes(root, server.context)],
  });
  const tokens = openTokenIssuer({
    ...{ keyring: interconnection.keyring, newId: randomUUID, lifetimeSeconds: 600, now: () => clock.now() },
    issuer: `${platform.config.publicOrigin}/interlink`,
  });
  const partners: FakePartner[] = [];
  const address = async (partner: string, kind: AddressKind, url: string, confirmed = true) => {
    const people = { proposedBy: 'ian', proposedLogin: 'ian', proposedAt: new Date(0) };
    const by = confirmed ? 'sue' : null;
    const confirmation = { confirmedBy: by, confirmedLogin: by, confirmedAt: confirmed ? new Date(0) : null };
    const row = { id: randomUUID(), partner, kind, url, removedAt: null, ...people, ...confirmation };
    await platform.db<InterconnectionTables>().insertInto('interconnection.partnerAddress').values(row).execute();
  };
  return {
    ...kit,
    ...{ app, registry, server, address },
    tokenOf: async (partner: string) => (await tokens.issue({ partner, scopes: ['dci'] })).token,
    /** A registered partner with agreements for queries, events and pushes, listening for callbacks. */
    async join(id: string, over: Partial<PartnerRegistration> = {}): Promise<Joined> {
      const partner = await kit.addPartner(id, {
        quotas: { default: { perSecond: 10_000, perDay: 1_000_000 } },
        ...over,
      });
      const listener = await startFakePartner();
      partners.push(listener);
      await address(id, 'callback', `${listener.url}/registry/on-search`);
      await address(id, 'notify', `${listener.url}/registry/notify`);
      return { ...partner, dciId: over.dciId ?? `https://${id}.example/dci`, listener };
    },
    async agree(id: string, over: Partial<AgreementTerms> = {}) {
      await kit.addAgreement(id, agreed(over));
      await kit.addAgreement(id, agreed({ mode: 'event', ...over }));
    },
    /** What `interlink work` does, once: every waiting request, then every waiting callback. */
    async work() {
      const waiting = await platform
        .db<ExchangeTables>()
        .selectFrom('exchange.transaction')
        .select('id')
        .where('state', '=', 'waiting')
        .execute();
      for (const { id } of waiting) await workOn(server.context, id);
      await this.deliver();
    },
    async deliver() {
      for (const stream of await waitingStreams(server.context)) {
        await openRelay(platform, partnerDestination(server.context, stream.slice(4)), randomUUID()).drain();
      }
    },
    /** Domain events of the real registry, handed on. */
    hearEvents: () => openRelay(platform, subscriberDestination(server.subscriber), randomUUID()).drain(),
    /** The registry says that somebody changed. */
    change: (over: Partial<PersonChanged> = {}, id: string = randomUUID()) =>
      server.subscriber.handle({
        ...{ id, kind: PERSON_CHANGED },
        actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: randomUUID() },
        body: { personId: PERSON_ID, version: 2, kinds: ['person'], fields: ['name'], programmes: [], ...over },
      }),
    audits: async (action: string) =>
      (
        await kit.superuser.query<{ header: Record<string, unknown>; body: string }>(
          `select header, body from platform.audit_entry join platform.audit_body on entry_id = id
           where header->>'action' = $1 order by id`,
          [action],
        )
      ).rows,
    async close() {
      await app.close();
      await server.close();
      await Promise.all(partners.map((partner) => partner.close()));
      await kit.close();
    },
  };
}
export type ExchangeKit = Awaited<ReturnType<typeof openExchangeKit>>;

export interface Joined extends TestPartner {
  readonly dciId: string;
  readonly listener: FakePartner;
}

export interface Sent {
  readonly role?: DciRole;
  readonly header?: Record<string, unknown>;
  readonly message: Record<string, unknown>;
  /** Replaces the body after it was signed. */
  readonly tamper?: (body: string) => string;
  readonly unsigned?: boolean;
  readonly token?: string;
  readonly items?: number;
}

let counter = 0;
export const newId = () => `m-${(counter += 1)}-${randomUUID()}`;

/** Signs and sends a message as a partner would; the answer's text is parsed. */
export async function send(kit: ExchangeKit, partner: Joined, operation: DciOperation, sent: Sent) {
  const { path, action } = operations[operation];
  const header = {
    ...{ version: '1.0.0', message_id: newId(), message_ts: kit.clock.now().toISOString(), action },
    ...{ sender_id: partner.dciId, receiver_id: 'interlink', total_count: sent.items ?? 1, is_msg_encrypted: false },
    ...sent.header,
  };
  const parts = { header, message: sent.message };
  const at = kit.clock.now().toISOString();
  const signature = sent.unsigned === true ? {} : { signature: await signAs('attached', parts, partner.key, at) };
  const text = JSON.stringify({ ...signature, ...parts });
  const response = await kit.app.inject({
    method: 'POST',
    url: `/interlink/dci/${sent.role ?? 'sr'}/registry${path}`,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${sent.token ?? (await kit.tokenOf(partner.id))}`,
    },
    payload: sent.tamper ? sent.tamper(text) : text,
  });
  return { status: response.statusCode, headers: response.headers, body: response.json<Body>(), sent: text };
}

/** As much of an answer as tests look at. */
export interface Body {
  readonly signature?: string;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly code: string; readonly message: string }[];
  readonly message: {
    readonly ack_status?: string;
    readonly correlation_id?: string;
    readonly error?: { readonly code: string; readonly message: string };
    readonly search_response?: readonly Item[];
    readonly enrolled_response?: readonly Item[];
    readonly disabled_response?: readonly Item[];
    readonly txnstatus_response?: { readonly txn_status: Body['message'] & Readonly<Record<string, unknown>> };
  };
}
export interface Item {
  readonly reference_id: string;
  readonly status: string;
  readonly status_reason_code?: string;
  readonly enrolled_status?: string;
  readonly disabled_status?: string;
  readonly data?: {
    readonly reg_records: readonly Readonly<Record<string, unknown>>[];
    readonly reg_record_type: string;
  };
  readonly pagination?: { readonly total_count: number; readonly page_size: number };
}

export const searchItem = (criteria: Record<string, unknown> = {}, over: Record<string, unknown> = {}) => ({
  reference_id: 'r-1',
  timestamp: '2026-11-24T08:00:00Z',
  search_criteria: { query_type: 'idtype-value', query: { type: 'UIN', value: '880012' }, ...criteria },
  ...over,
});
export const searchOf = (...items: readonly unknown[]) => ({ transaction_id: 't-1', search_request: items });
