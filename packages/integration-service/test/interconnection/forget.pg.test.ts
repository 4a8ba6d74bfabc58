import { interconnectionJobs } from '../../src/interconnection/jobs.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';

describe('what is kept against misuse', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(() => test.close());

  it('S12: is forgotten when it has run out, and not before', async () => {
    const now = test.clock.now();
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    await test.superuser.query(
      `insert into interconnection.nonce (partner, nonce, expires_at) values ('health', 'old', $1), ('health', 'new', $2)`,
      [at(-1), at(1)],
    );
    await test.superuser.query(
      `insert into interconnection.predicate (partner, day, hash) values ('health', $1, 'a'), ('health', $2, 'b')`,
      [
        at(-2 * 1440)
          .toISOString()
          .slice(0, 10),
        now.toISOString().slice(0, 10),
      ],
    );
    for (const { run } of interconnectionJobs(test.platform)) await run({});
    const nonces = await test.superuser.query('select nonce from interconnection.nonce');
    expect(nonces.rows).toEqual([{ nonce: 'new' }]);
    const predicates = await test.superuser.query('select hash from interconnection.predicate');
    expect(predicates.rows).toEqual([{ hash: 'b' }]);
  });
});
