/** Both begin as what they must be when they understand nothing: they verify nobody. */
export const verifier = {
  source: (id, name) => `import type { AccountVerifier } from '@interlink/contracts/verification/verifier';

/** Asks ... whether the account is open, and whose it is. */
export const ${name}: AccountVerifier = {
  id: '${id}',
  kind: 'account',
  open:
    ({ partner }) =>
    async ({ accountNumber }, { requestId, cause }) => {
      const body = JSON.stringify({ accountNumber, requestId });
      const answer = await partner.post({ operation: 'account-check', path: '/accounts/verify', body, cause });
      const evidence = { raw: answer.bytes, signature: 'absent' } as const;
      const proof = { requestId };
      if (answer.status >= 500) return { outcome: 'unavailable', reasons: ['unreachable'], evidence, proof };
      // Read the answer here, against a schema of its own; what is not understood is never verified.
      return { outcome: 'refused', reasons: ['request-rejected'], evidence, proof };
    },
};
`,
  test: (id, name) => `import type { PartnerPort } from '@interlink/contracts/interconnection/partner-port';
import { ${name} } from '../../src/verification/verifiers/${id}.js';

const actor = { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' } as const;
const question = { subjectId: 's', requestId: 'r', provider: 'P', accountNumber: '1', holderName: 'Mercy Omondi' };

const partnerThatSays = (status: number, body: string): PartnerPort => ({
  id: 'p',
  settings: { url: 'https://p.example.org', clientId: 'interlink' },
  post: () => Promise.resolve({ status, headers: {}, bytes: Buffer.from(body) }),
  get: () => Promise.resolve({ status, headers: {}, bytes: Buffer.from(body) }),
  sign: () => Promise.resolve('signed'),
  verify: () => Promise.resolve('invalid'),
});

describe('the verifier ${id}', () => {
  it.each([
    [500, '', 'unavailable'],
    [200, 'sorry', 'refused'],
  ])('says of an answer %s "%s" that it is %s', async (status, body, outcome) => {
    const civilRegistry = { search: () => Promise.reject(new Error('is not asked')) };
    const notAsked = () => Promise.reject(new Error('is not asked'));
    const mapper = { link: notAsked, resolve: notAsked };
    const ask = ${name}.open({ partner: partnerThatSays(status, body), civilRegistry, mapper });
    expect(await ask(question, { requestId: 'r', cause: { actor, subjectId: 's' } })).toMatchObject({ outcome });
  });
});
`,
};

export const connector = {
  source: (
    id,
    name,
  ) => `import type { CivilSearchAnswer, CivilSearchRequest } from '@interlink/contracts/exchange/civil-registry-port';
import { OutgoingError } from '../../interconnection/service.js';
import type { CivilRegistryConnector, ConnectorDeps } from '@interlink/contracts/exchange/connector';

/** Asks a civil registry that speaks ... . */
export const ${name}: CivilRegistryConnector = {
  id: '${id}',
  open: (deps) => ({ search: (request) => search(request, deps) }),
};

async function search({ requestId, cause }: CivilSearchRequest, deps: ConnectorDeps): Promise<CivilSearchAnswer> {
  const evidence = { messageId: requestId, signature: 'absent' } as const;
  try {
    // Write the question here, from what is searched.
    const body = JSON.stringify({ requestId });
    const answer = await deps.partner.post({ operation: 'civil-search', path: '/search', body, cause });
    const proven = { ...evidence, raw: answer.bytes };
    if (answer.status >= 500) return { kind: 'unavailable', why: 'unreachable', evidence: proven };
    // Read the answer here, against a schema of its own; what is not understood is no record.
    return { kind: 'refused', why: 'malformed', evidence: proven };
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    return { kind: 'unavailable', why: thrown.reason === 'timed-out' ? 'timed-out' : 'unreachable', evidence };
  }
}
`,
  test: (id, name) => `import type { CivilSearchRequest } from '@interlink/contracts/exchange/civil-registry-port';
import type { PartnerPort } from '@interlink/contracts/interconnection/partner-port';
import { ${name} } from '../../src/exchange/connectors/${id}.js';

const actor = { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' } as const;
const request: CivilSearchRequest = {
  search: { givenName: 'Mercy', surname: 'Omondi', birthDate: { date: '1946-06-02', precision: 'day' } },
  requestId: 'r',
  cause: { actor, subjectId: 's' },
};

const partnerThatSays = (status: number, body: string): PartnerPort => ({
  id: 'p',
  settings: { url: 'https://p.example.org', clientId: 'interlink' },
  post: () => Promise.resolve({ status, headers: {}, bytes: Buffer.from(body) }),
  get: () => Promise.resolve({ status, headers: {}, bytes: Buffer.from(body) }),
  sign: () => Promise.resolve('signed'),
  verify: () => Promise.resolve('invalid'),
});

describe('the connector ${id}', () => {
  it.each([
    [500, '', 'unavailable'],
    [200, 'sorry', 'refused'],
  ])('says of an answer %s "%s" that it is %s', async (status, body, kind) => {
    const sent = { remember: () => Promise.resolve({ attempt: 1, at: new Date(0) }) };
    const partner = partnerThatSays(status, body);
    const { search } = ${name}.open({ partner, sent, callbackBase: 'https://openimis.example.org/interlink/dci' });
    expect(await search(request)).toMatchObject({ kind });
  });
});
`,
};
