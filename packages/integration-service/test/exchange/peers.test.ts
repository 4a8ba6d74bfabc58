import type { ConnectorDeps } from '@interlink/contracts/exchange/connector';
import type { PeerKind } from '@interlink/contracts/interconnection/partner';
import { civilRegistry } from '../../src/exchange/connectors/civil-registry.js';
import { socialRegistry } from '../../src/exchange/connectors/social-registry.js';

const cause = {
  actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' },
  subjectId: 's',
} as const;

type Header = Readonly<Record<string, unknown>>;
interface Sent {
  readonly header: Header;
  readonly message: { readonly transaction_id: string; readonly search_request: readonly { reference_id: string }[] };
}

/** A peer that answers as its kind does in the field; what it was sent is looked at. */
function peerThat(kind: PeerKind, answer: (sent: Sent) => object) {
  const sent: Sent[] = [];
  const verified: unknown[] = [];
  const deps: ConnectorDeps = {
    partner: {
      ...{ id: 'peer', settings: { url: 'https://peer.example', clientId: 'interlink', peer: kind } },
      post({ body }) {
        sent.push(JSON.parse(body) as Sent);
        const bytes = Buffer.from(JSON.stringify(answer(sent.at(-1) as Sent)));
        return Promise.resolve({ status: 200, headers: {}, bytes });
      },
      get: () => Promise.reject(new Error('is not asked so')),
      sign: () => Promise.resolve('signed'),
      encrypt: () => Promise.resolve(undefined),
      decrypt: (parts) => Promise.resolve(parts),
      verify: (_signature, parts) => (verified.push(parts), Promise.resolve('verified')),
    },
    sent: { remember: () => Promise.resolve({ attempt: 1, at: new Date(0) }) },
    callbackBase: 'https://own.example/interlink/dci',
  };
  return { deps, sent, verified };
}

const ada = { givenName: 'Ada', surname: 'Okoro', birthDate: { date: '1950-04-03', precision: 'day' } } as const;

describe('IBR-035: peers as they are met in the field', () => {
  /** camelCase, the parties not turned round, the action and id of the question, an identifier of its own form. */
  const openCrvs = ({ header, message }: Sent) => ({
    header: { ...header, action: 'search', status: 'succ', totalCount: 1 },
    message: {
      transactionId: message.transaction_id,
      searchResponse: [
        {
          referenceId: message.search_request[0]?.reference_id,
          status: 'succ',
          data: {
            regRecords: [
              {
                name: { givenName: 'Ada', surname: 'Okoro' },
                identifier: { name: 'NID', identifier: '1' },
                birthDate: '1950-04-03',
                deathDate: null,
              },
            ],
          },
        },
      ],
    },
  });

  it('reads what OpenCRVS answers, and checks the signature over what was received', async () => {
    const { deps, sent, verified } = peerThat('opencrvs', openCrvs);
    const found = await civilRegistry.open(deps).search({ search: { ...ada, nationalId: '1' }, requestId: 'r', cause });
    expect(found).toMatchObject({
      kind: 'records',
      records: [{ fullName: 'Ada Okoro', deceased: false, identifiers: [{ type: 'NID', value: '1' }] }],
    });
    expect(sent[0]?.message.search_request[0]).toMatchObject({
      search_criteria: { reg_type: 'ocrvs:registry_type:birth', query: { type: 'NID', value: '1' } },
    });
    expect(verified[0]).toHaveProperty('message.searchResponse');
  });

  it('does not ask OpenCRVS for everybody born on a day when it cannot ask by name', async () => {
    const { deps, sent } = peerThat('opencrvs', openCrvs);
    const found = await civilRegistry.open(deps).search({ search: ada, requestId: 'r', cause });
    expect([found.kind, sent.length]).toEqual(['rejected', 0]);
  });

  it('does not understand of a standard peer what only OpenCRVS is forgiven', async () => {
    const { deps } = peerThat('standard', openCrvs);
    const found = await civilRegistry.open(deps).search({ search: { ...ada, nationalId: '1' }, requestId: 'r', cause });
    expect(found).toMatchObject({ kind: 'refused', why: 'malformed' });
  });

  it.each(['opencrvs', 'standard'] as const)(
    'refuses of %s an answer that is deeper than a message may be',
    async (kind) => {
      const { deps } = peerThat(kind, () => ({}));
      const bytes = Buffer.from('{"message":'.repeat(50_000) + '1' + '}'.repeat(50_000));
      const post = () => Promise.resolve({ status: 200, headers: {}, bytes });
      const deep = civilRegistry.open({ ...deps, partner: { ...deps.partner, post } });
      expect(await deep.search({ search: { ...ada, nationalId: '1' }, requestId: 'r', cause })).toMatchObject({
        ...{ kind: 'refused', why: 'malformed' },
      });
    },
  );

  it.each(['openg2p', 'openspp'] as const)('reads counts as text and empty members of %s', async (kind) => {
    const { deps } = peerThat(kind, ({ header, message }) => ({
      header: { ...header, action: 'on-search', sender_id: '', receiver_id: '', status_reason_code: null },
      message: {
        transaction_id: message.transaction_id,
        search_response: [
          {
            ...{ reference_id: message.search_request[0]?.reference_id, status: 'succ' },
            data: { reg_type: 'SOCIAL_REGISTRY', reg_records: [{ member_identifier: [] }] },
            pagination: { page_size: 25, page_number: 1, total_count: '7' },
          },
        ],
      },
    }));
    const question = { query: { by: 'identifier', type: 'UIN', value: '1' } } as const;
    expect(await socialRegistry.open(deps).search({ question, requestId: 'r', cause })).toMatchObject({
      kind: 'records',
      total: 7,
    });
  });
});
