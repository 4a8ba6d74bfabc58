import { CompactSign, importJWK, type JWK } from 'jose';

type Json = Record<string, unknown>;

export interface Envelope {
  signature?: string;
  header: Json;
  message: { transaction_id: string; search_request: Json[] };
}

/** A search by identifier, with members replaced; not yet signed. */
export function search(now: number, over: { header?: Json; criteria?: Json; item?: Json } = {}): Envelope {
  const at = new Date(now).toISOString();
  const header = {
    version: '1.0.0',
    message_id: crypto.randomUUID(),
    message_ts: at,
    action: 'search',
    sender_id: 'interlink',
    sender_uri: 'http://127.0.0.1:8080/interlink/dci/registry/on-search',
    receiver_id: 'civil-registry',
    total_count: 1,
    is_msg_encrypted: false,
    meta: {},
    ...over.header,
  };
  const search_criteria = {
    version: '1.0.0',
    reg_type: 'ns:org:RegistryType:Civil',
    reg_record_type: 'spdci-extensions-dci:Person',
    query_type: 'idtype-value',
    query: { type: 'UIN', value: '1001' },
    ...over.criteria,
  };
  const item = { reference_id: 'r-1', timestamp: at, search_criteria, locale: 'eng', ...over.item };
  return { header, message: { transaction_id: 't-1', search_request: [item] } };
}

export const predicate = (attribute_name: string, operator: string, attribute_value: unknown) => ({
  expression1: { attribute_name, operator, attribute_value },
});

/** Dialect C: an attached compact JWS over header and message. */
export async function sign({ header, message }: Envelope, key: JWK, kid = key.kid): Promise<Envelope> {
  const payload = new TextEncoder().encode(JSON.stringify({ header, message }));
  const signer = new CompactSign(payload).setProtectedHeader({ alg: 'EdDSA', ...(kid ? { kid } : {}) });
  return { signature: await signer.sign(await importJWK(key, 'EdDSA')), header, message };
}
