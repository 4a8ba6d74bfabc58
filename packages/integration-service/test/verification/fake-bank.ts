import { json, startFakePartner, type Received, type Reply } from '../interconnection/fake-partner.js';

export interface BankScript {
  result: string;
  accountStatus: string;
  answer?: ((request: Received) => Reply | undefined) | undefined;
}

/** A bank written for these tests alone. */
export async function startFakeBank() {
  const script: BankScript = { result: 'MATCH', accountStatus: 'OPEN' };
  const partner = await startFakePartner((request) => {
    if (request.path === '/oauth2/token') return json({ access_token: 'at', token_type: 'Bearer', expires_in: 300 });
    const scripted = script.answer?.(request);
    if (scripted !== undefined) return scripted;
    const { requestId } = JSON.parse(request.body) as { requestId: string };
    return json({ requestId, result: script.result, accountStatus: script.accountStatus, reference: 'ref-1' });
  });
  return { ...partner, script };
}
export type FakeBank = Awaited<ReturnType<typeof startFakeBank>>;
