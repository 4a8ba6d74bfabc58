import type { ConnectorDeps } from '@interlink/contracts/exchange/connector';
import { readExample } from '../../../contracts/test/exchange/examples.js';
import { connectors } from '../../src/exchange/connectors/registry.js';
import { OutgoingError } from '../../src/interconnection/service.js';
import { cause, Ground, questionsOf, sandboxOf } from './sandbox-ground.js';

/** Every connector that is listed keeps these promises against a partner that has its own validation. */
describe.each(connectors.map(({ id }) => id))('the connector %s against the sandbox', (id) => {
  const name = sandboxOf(id);
  let ground: Ground;
  let deps: ConnectorDeps;
  beforeAll(async () => {
    ground = await Ground.open();
    deps = await ground.deps(id);
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
