import { exchangeJobs } from '../../src/exchange/jobs.js';
import { AGENCY, openAgencyKit, type AgencyKit } from './agency-kit.js';

jest.setTimeout(120_000);

const SECOND = 1000;
const DAY_MS = 86_400_000;

describe('IBR-020: what a source that we follow tells of people', () => {
  let kit: AgencyKit;
  beforeAll(async () => {
    kit = await openAgencyKit({});
    await kit.agree({ mode: 'event' });
  });
  afterAll(() => kit.close());

  const received = async () =>
    (await kit.superuser.query(`select 1 from exchange.received where action = 'notify'`)).rowCount;
  const ago = (seconds: number) => new Date(kit.clock.now().getTime() - seconds * SECOND).toISOString();
  const statusNow = async () => (await kit.stated())?.status;
  /** The agency's clerk writes it down, and the notice of it is answered. */
  async function changes(status: 'active' | 'graduated' | 'suspended', calls = 1) {
    const before = (await kit.calledIn({ path: /notify$/ }, 0)).length;
    await kit.clerkWrites({ status });
    return (await kit.calledIn({ path: /notify$/ }, before + calls)).slice(before).map(({ ack }) => ack);
  }

  it('is kept, and states nothing while we do not follow it', async () => {
    expect((await kit.tell({})).body.message.ack_status).toBe('ACK');
    expect([await received(), (await kit.stated())?.statements]).toEqual([1, 0]);
  });

  it('is its statement of the person once we follow it, as if it had been pushed', async () => {
    await kit.follow();
    expect(await changes('suspended')).toEqual(['ACK']);
    expect(await kit.stated()).toEqual({ statements: 3, status: 'suspended' });
    expect((await kit.push({ status: 'suspended' })).body.message.enrolled_response).toMatchObject([
      { status: 'succ' },
    ]);
    expect((await kit.stated())?.statements).toBe(3);
    const told = (await kit.audits('interconnection.exchange')).map(({ header }) => header['subject']);
    expect(told).toContain(await kit.personOf('1'));
  });

  it.each([
    ['replayed', 'active', ['ACK', 'ACK'], 4],
    ['said-twice', 'suspended', ['ACK', 'ACK'], 5],
  ] as const)('S4: has its effect once when it is %s', async (fault, status, acks, statements) => {
    kit.fault(fault);
    expect(await changes(status, acks.length)).toEqual(acks);
    expect(await kit.stated()).toEqual({ statements, status });
  });

  it.each(['tampered', 'unsigned', 'wrong-signature'] as const)('states nothing when it is %s', async (fault) => {
    const before = await kit.stated();
    kit.fault(fault);
    expect(await changes('graduated')).toEqual(['ERR']);
    expect(await kit.stated()).toEqual(before);
  });

  it('S3: what comes late undoes nothing that happened after it', async () => {
    await kit.tell({ over: { status: 'active' } });
    const before = await kit.stated();
    expect((await kit.tell({ at: ago(5), over: { status: 'graduated' } })).body.message.ack_status).toBe('ACK');
    expect(await kit.stated()).toEqual(before);
    // Of another programme's benefits nothing newer was said: an old word on what is new here is kept.
    await kit.tell({ at: ago(5), over: { deliveries: [{ on: '2026-11-01', what: 'Beans' }] } });
    expect((await kit.stated())?.statements).toBe((before?.statements ?? 0) + 1);
  });

  it('S3: what one notice tells in another order than it happened ends as it ended there', async () => {
    await kit.tell({ over: { status: 'suspended' } }, { at: ago(1), over: { status: 'graduated' } });
    expect(await statusNow()).toBe('suspended');
  });

  it('a source whose clock is ahead is heard all the same', async () => {
    await kit.tell({ at: '2999-01-01T00:00:00Z', over: { status: 'graduated' } });
    kit.clock.advance(SECOND);
    await kit.tell({ over: { status: 'active' } });
    expect(await statusNow()).toBe('active');
  });

  it('S3: of many at once the newest stands, whichever is taken first', async () => {
    const told = ['graduated', 'active', 'suspended'] as const;
    kit.clock.advance(20 * SECOND);
    const asTheyCome = [2, 0, 1].map((at) => kit.tell({ at: ago(10 - at), over: { status: told[at] ?? 'active' } }));
    const answers = await Promise.all(asTheyCome);
    expect(answers.map(({ body }) => body.message.ack_status)).toEqual(['ACK', 'ACK', 'ACK']);
    expect(await statusNow()).toBe('suspended');
  });

  it('leaves out what cannot be read, says so in the audit, and takes the rest', async () => {
    kit.clock.advance(SECOND);
    const { body } = await kit.tell(
      { record: { member: { member_identifier: 'none' } } },
      { over: { status: 'active' } },
    );
    expect(body.message.ack_status).toBe('ACK');
    expect(await statusNow()).toBe('active');
    expect((await kit.audits('exchange.leave-out')).at(-1)?.body).toContain('rjct.search_criteria.invalid');
  });

  it('S4: a notice whose effect failed has taken nothing, so that it is taken when it comes again', async () => {
    const whole = kit.known.ingestWithin;
    const before = [await received(), await kit.stated()];
    kit.clock.advance(SECOND);
    Object.assign(kit.known, { ingestWithin: () => Promise.reject(new Error('the disk is full')) });
    const failed = await kit.tell({ at: kit.clock.now().toISOString(), over: { status: 'graduated' } });
    Object.assign(kit.known, { ingestWithin: whole });
    expect(failed.status).toBe(503);
    expect([await received(), await kit.stated()]).toEqual(before);
    await kit.tell({ over: { status: 'graduated' } });
    expect(await statusNow()).toBe('graduated');
  });

  it('states nothing of a partner that is no source, as before', async () => {
    const { sources } = kit.known.policy;
    const own = sources[AGENCY];
    delete sources[AGENCY];
    const before = [await received(), await kit.stated()] as const;
    kit.clock.advance(SECOND);
    expect((await kit.tell({ over: { status: 'active' } })).body.message.ack_status).toBe('ACK');
    Object.assign(sources, { [AGENCY]: own });
    expect([await received(), await kit.stated()]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  });

  it('is not held to be overtaken for longer than notices are kept', async () => {
    const forget = exchangeJobs(kit.server.context).find(({ name }) => name === 'exchange.forget-expired');
    const remembered = async () => {
      await forget?.run({});
      return (await kit.superuser.query('select 1 from exchange.told')).rowCount;
    };
    expect(await remembered()).toBeGreaterThan(0);
    kit.clock.advance(731 * DAY_MS);
    expect(await remembered()).toBe(0);
  });
});
