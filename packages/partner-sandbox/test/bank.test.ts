import fc from 'fast-check';
import { compareNames } from '../src/bank/names';
import { fetchToken, getJson, postJson, switchOn } from './support/http';
import { startTestSandbox, type TestSandbox } from './support/sandbox';

describe('The bank compares names by its own rule', () => {
  it.each([
    ['mercy akinyi OMONDI', 'Mercy Akinyi Omondi', 'MATCH'],
    ['Omondi, Mercy Akinyi', 'Mercy Akinyi Omondi', 'MATCH'],
    ['Jose Ndayishimiye', 'José Ndayishimiye', 'MATCH'],
    ['Mercy Omondi', 'Mercy Akinyi Omondi', 'CLOSE_MATCH'],
    ['Mercy Akinyi Omondy', 'Mercy Akinyi Omondi', 'CLOSE_MATCH'],
    ['Mercy Omond', 'Mercy Omondi', 'CLOSE_MATCH'],
    ['Nercy Omondi', 'Mercy Omondi', 'CLOSE_MATCH'],
    ['Mercy', 'Mercy Omondi', 'NO_MATCH'],
    ['Grace Omondi', 'Mercy Omondi', 'NO_MATCH'],
    ['ليلى الحسن', 'ليلى الحسن', 'MATCH'],
    ['--', 'Mercy Omondi', 'NO_MATCH'],
    ['', '', 'NO_MATCH'],
    ['Mercy Mercy Omondi', 'Mercy Omondi', 'CLOSE_MATCH'],
    ['Mercy Mercy', 'Mercy', 'NO_MATCH'],
    // Two letters changed places: two edits, and another name.
    ['Mercy Omnodi', 'Mercy Omondi', 'NO_MATCH'],
    ['Nercy Omondy', 'Mercy Omondi', 'NO_MATCH'],
    ['Mercy Akinyi Atieno Omondi', 'Mercy Omondi', 'NO_MATCH'],
    ['Ng’ang’a Kamau', "Ng'ang'a Kamau", 'MATCH'],
    ['O’Brien Mary', 'Mary OBrien', 'NO_MATCH'],
    ['İSMAİL', 'Ismail', 'MATCH'],
    ['J. Omondi', 'John Omondi', 'NO_MATCH'],
    // A letter outside the first plane is one letter.
    ['𞤀𞤣𞤤𞤢 Bah', '𞤀𞤣𞤤𞤥 Bah', 'CLOSE_MATCH'],
  ])('finds %s against %s to be %s', (given, held, result) => {
    expect(compareNames(given, held)).toBe(result);
  });

  const letters = fc.constantFrom('a', 'b', 'é', 'ш', '李', '𞤀');
  const words = fc.array(
    fc.array(letters, { minLength: 2, maxLength: 6 }).map((all) => all.join('')),
    { minLength: 1, maxLength: 5 },
  );

  it('whichever of the two was asked about', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [given, held] = [one.join(' '), other.join(' ')];
        expect(compareNames(given, held)).toBe(compareNames(held, given));
      }),
    );
  });

  it('whatever the order, the case, the marks and what stands between the words', () => {
    fc.assert(
      fc.property(words, fc.constantFrom(' ', ', ', '-', '  '), (name, between) => {
        const other = [...name].reverse().join(between).toUpperCase().normalize('NFD');
        expect(compareNames(other, name.join(' '))).toBe('MATCH');
      }),
    );
  });

  it('never to match when a word of the holder is another', () => {
    fc.assert(
      fc.property(words, fc.nat(), (name, at) => {
        const other = name.map((word, place) => (place === at % name.length ? `${word}zzz` : word));
        expect(compareNames(other.join(' '), name.join(' '))).toBe('NO_MATCH');
      }),
    );
  });
});

describe('The bank answers account checks', () => {
  let sandbox: TestSandbox;
  let token: string;
  const verify = (body: Record<string, unknown>) => postJson(`${sandbox.url.bank}/accounts/verify`, body, token);
  const question = (over = {}) => ({
    accountNumber: '01100152872',
    accountName: 'Mercy Akinyi Omondi',
    requestId: crypto.randomUUID(),
    ...over,
  });

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    token = await fetchToken(`${sandbox.url.bank}/oauth2/token`);
  });
  afterAll(() => sandbox.close());

  it('tells match and status, and never who holds the account', async () => {
    const asked = question({ accountName: 'Mercy Omondi' });
    const { status, body } = await verify(asked);
    expect(status).toBe(200);
    expect(body).toEqual({
      requestId: asked.requestId,
      result: 'CLOSE_MATCH',
      accountStatus: 'OPEN',
      reference: expect.stringMatching(/^VER-/),
    });
  });

  it.each([
    ['01100152873', 'CLOSED'],
    ['01100152874', 'BLOCKED'],
    ['99999999999', 'UNKNOWN'],
  ])('says that account %s is %s', async (accountNumber, accountStatus) => {
    expect((await verify(question({ accountNumber }))).body).toMatchObject({ accountStatus });
  });

  it.each(['accountNumber', 'accountName', 'requestId'])('refuses a question without %s', async (field) => {
    expect((await verify(question({ [field]: undefined }))).status).toBe(400);
  });

  it('refuses a question without a token, and a token for a wrong secret', async () => {
    expect((await postJson(`${sandbox.url.bank}/accounts/verify`, question())).status).toBe(401);
    expect(await fetchToken(`${sandbox.url.bank}/oauth2/token`, 'wrong')).toBeUndefined();
  });

  it('gives the same answer to a repeat, also after a restart, and refuses the id for another question', async () => {
    const asked = question();
    const first = await verify(asked);
    await sandbox.restart();
    token = await fetchToken(`${sandbox.url.bank}/oauth2/token`);
    expect(await verify(asked)).toEqual(first);
    expect((await verify({ ...asked, accountName: 'Somebody Else' })).status).toBe(409);
  });

  it('says once that the account is closed when the switch says so', async () => {
    const asked = question();
    await switchOn(sandbox.url.hub, { partner: 'bank', operation: 'verify', kind: 'closed-account' });
    expect((await verify(asked)).body).toMatchObject({ accountStatus: 'CLOSED' });
    expect((await verify(asked)).body).toMatchObject({ accountStatus: 'OPEN' });
  });

  it('does the work and drops the connection when the answer is to be lost', async () => {
    const asked = question();
    await switchOn(sandbox.url.hub, { partner: 'bank', operation: 'verify', kind: 'lost-answer' });
    await expect(verify(asked)).rejects.toThrow('fetch failed');
    const received = await getJson<{ body: { requestId?: string } }[]>(`${sandbox.url.hub}/received/bank.json`);
    expect(received.body.filter(({ body }) => body.requestId === asked.requestId)).toHaveLength(1);
    expect((await verify(asked)).status).toBe(200);
  });
});
