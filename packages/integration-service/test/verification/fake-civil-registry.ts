import { isDeepStrictEqual } from 'node:util';
import { compactVerify, CompactSign, importJWK, type JWK } from 'jose';
import { json, startFakePartner, type Received, type Reply } from '../interconnection/fake-partner.js';
import type { TestKey } from '../interconnection/test-keys.js';

interface Envelope {
  readonly signature: string;
  readonly header: Record<string, unknown> & { readonly message_id: string };
  readonly message: {
    readonly transaction_id: string;
    readonly search_request: readonly {
      readonly reference_id: string;
      readonly search_criteria: { readonly query_type: string; readonly query: { readonly value?: string } };
    }[];
  };
}

/** What a test may turn. `shape` changes the reply before it is signed, `bend` the envelope after it. */
export interface CivilScript {
  records: readonly Record<string, unknown>[];
  signer?: TestKey;
  shape?: (reply: { header: Record<string, unknown>; message: Record<string, unknown> }) => void;
  bend?: (envelope: Record<string, unknown>) => void;
  answer?: ((request: Received) => Reply | undefined) | undefined;
}

export const living = (over: Record<string, unknown> = {}) => ({
  identifier: [{ identifier_type: 'UIN', identifier_value: '20058312' }],
  name: { given_name: 'Mercy', surname: 'Omondi' },
  sex: 'female',
  birth_date: '1946-06-02T00:00:00',
  death_date: '',
  ...over,
});

/** A registry written for these tests alone: it verifies what it gets and remembers its replies by message id. */
export async function startFakeCivilRegistry(key: TestKey, client: JWK) {
  const script: CivilScript = { records: [living()] };
  const replies = new Map<string, { readonly body: string; readonly reply: string }>();
  const partner = await startFakePartner(async (request) => {
    if (request.path === '/oauth2/client/token')
      return json({ access_token: 'at', token_type: 'Bearer', expires_in: '300' });
    const scripted = script.answer?.(request);
    if (scripted === undefined) return search(request);
    // A lost answer is one to a request that was worked on.
    if (scripted === 'lost') await search(request);
    return scripted;
  });

  async function search({ body, headers }: Received): Promise<Reply> {
    if (headers.authorization !== 'Bearer at') return json({ errors: [{ code: 'err.request.unauthorized' }] }, 401);
    const asked = JSON.parse(body) as Envelope;
    if (!(await isSigned(asked))) return refusal('err.signature.invalid');
    const before = replies.get(asked.header.message_id);
    if (before) return before.body === body ? { body: before.reply } : refusal('rjct.message_id.duplicate');
    const reply = JSON.stringify(await replyTo(asked));
    replies.set(asked.header.message_id, { body, reply });
    return { body: reply };
  }

  async function isSigned({ signature, header, message }: Envelope): Promise<boolean> {
    try {
      const { payload } = await compactVerify(signature, await importJWK(client, 'EdDSA'), { algorithms: ['EdDSA'] });
      return isDeepStrictEqual(JSON.parse(new TextDecoder().decode(payload)), { header, message });
    } catch {
      return false;
    }
  }

  async function replyTo(asked: Envelope) {
    const reply = unsignedReply(asked, script.records);
    script.shape?.(reply);
    const by = script.signer ?? key;
    const signature = await new CompactSign(new TextEncoder().encode(JSON.stringify(reply)))
      .setProtectedHeader({ alg: 'EdDSA', kid: by.kid })
      .sign(by.privateKey);
    const envelope: Record<string, unknown> = { signature, ...reply };
    script.bend?.(envelope);
    return envelope;
  }

  return {
    ...partner,
    script,
    searches: () => partner.at('/registry/sync/search').map(({ body }) => JSON.parse(body) as Envelope),
  };
}
export type FakeCivilRegistry = Awaited<ReturnType<typeof startFakeCivilRegistry>>;

function unsignedReply(asked: Envelope, records: readonly Record<string, unknown>[]) {
  const { transaction_id, search_request } = asked.message;
  return {
    header: {
      version: '1.0.0',
      message_id: `re-${asked.header.message_id}`,
      message_ts: '2026-11-24T08:00:00Z',
      action: 'on-search',
      status: 'succ',
      sender_id: 'civil-registry',
      receiver_id: 'interlink',
      total_count: '1',
    } as Record<string, unknown>,
    message: {
      transaction_id,
      correlation_id: 'corr-1',
      search_response: search_request.map(({ reference_id }) => ({
        reference_id,
        timestamp: '2026-11-24T08:00:00Z',
        status: records.length > 0 ? 'rcvd' : 'succ',
        data: { reg_type: 'ns:org:RegistryType:Civil', reg_records: records },
        pagination: { page_size: 5, page_number: 1, total_count: records.length },
      })),
    } as Record<string, unknown>,
  };
}

function refusal(code: string): Reply {
  return json({
    message: { ack_status: 'ERR', timestamp: '2026-11-24T08:00:00Z', correlation_id: 'x', error: { code } },
  });
}
