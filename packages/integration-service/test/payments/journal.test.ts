import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {
  findFence,
  firstOf,
  gapOf,
  provesUnsent,
  releaseIdOf,
  transmitJournal,
  type JournalEntry,
} from '../../src/payments/journal.js';
import { mapLimited } from '../../src/payments/map-limited.js';

const here = { systemIdentifier: '7', timeline: 1, databaseOid: 5 };
const entry = (messageId: string, over: Partial<JournalEntry> = {}): JournalEntry => ({
  messageId,
  sha256: 'x',
  size: 1,
  at: '2026-11-24T08:00:00.000Z',
  ...here,
  ...over,
});
const releaseOf = (decision: string, ...messageIds: string[]) => entry(releaseIdOf(decision), { release: messageIds });
const release = (...messageIds: string[]) => releaseOf('1', ...messageIds);
const ledger = (...ids: string[]) => new Set(ids);
const [R1, R2] = [releaseIdOf('1'), releaseIdOf('2')];

describe('the journal of what left (R7)', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'transmit-journal-'));
  const file = path.join(folder, 'journal.jsonl');
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => rmSync(file, { force: true }));

  it('is there again as it was written, and its owner’s alone', async () => {
    const journal = transmitJournal(file);
    expect(await journal.read()).toBeUndefined();
    await journal.append(entry('M1'));
    await journal.append(entry('M2', { nonce: 'n' }));
    expect(await transmitJournal(file).read()).toEqual([entry('M1'), entry('M2', { nonce: 'n' })]);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('is empty, and not missing, once it was made', async () => {
    await transmitJournal(file).create();
    expect(await transmitJournal(file).read()).toEqual([]);
    await transmitJournal(file).append(entry('M1'));
    await transmitJournal(file).create();
    expect(await transmitJournal(file).read()).toHaveLength(1);
  });

  it('keeps a line that a crash cut short apart from the next one, and fences because of it', async () => {
    writeFileSync(file, `${JSON.stringify(entry('M1'))}\n{"messageId":"M2","sha`);
    await transmitJournal(file).append(entry('M3'));
    const entries = await transmitJournal(file).read();
    expect(entries?.map(({ messageId }) => messageId)).toEqual(['M1', 'unreadable', 'M3']);
    expect(findFence(entries, ledger('M1', 'M2', 'M3'), here)).toBe('journal-damaged');
  });

  it.each(['null', '7', '"M2"', '[]', '{}', '{"messageId":1}', '\u0000\u0000\u0000'])(
    'fences when a line of it is %s, and reads the others',
    async (line) => {
      writeFileSync(file, `${JSON.stringify(entry('M1'))}\n${line}\n`);
      const entries = await transmitJournal(file).read();
      expect(entries?.map(({ messageId }) => messageId)).toEqual(['M1', 'unreadable']);
      expect(findFence(entries, ledger('M1'), here)).toBe('journal-damaged');
    },
  );

  it('fences for a second damage though people gave account of the first', async () => {
    const lines = [entry('M1'), releaseOf('1', 'unreadable')].map((one) => JSON.stringify(one));
    writeFileSync(file, `{"messageId":"M0\n${lines.join('\n')}\n`);
    const known = ledger('M1', R1);
    expect(findFence(await transmitJournal(file).read(), known, here)).toBeUndefined();
    appendFileSync(file, '{"messageId":"M9","sha\n');
    expect(findFence(await transmitJournal(file).read(), known, here)).toBe('journal-damaged');
  });

  it('fails when it cannot be read, instead of being taken for empty', async () => {
    await expect(transmitJournal(folder).read()).rejects.toThrow('EISDIR');
  });

  it('skips empty lines', async () => {
    appendFileSync(file, `\n\n${JSON.stringify(entry('M1'))}\n\n`);
    expect(await transmitJournal(file).read()).toHaveLength(1);
  });
});

describe('the fence (R7)', () => {
  it.each<[string, readonly JournalEntry[] | undefined, ReadonlySet<string>, string | undefined]>([
    ['nothing ever left and there is no journal', undefined, ledger(), undefined],
    ['something left and there is no journal', undefined, ledger('M1'), 'journal-missing'],
    ['both know the same', [entry('M1')], ledger('M1'), undefined],
    ['the ledger knows more', [entry('M1')], ledger('M1', 'M2'), undefined],
    ['the ledger has forgotten a message', [entry('M1'), entry('M2')], ledger('M1'), 'journal-ahead'],
    ['two people released what it had forgotten', [entry('M1'), release('M1')], ledger(R1), undefined],
    ['something was forgotten after a release', [entry('M1'), release('M1'), entry('M2')], ledger(R1), 'journal-ahead'],
    ['the ledger has forgotten the release too', [entry('M1'), release('M1')], ledger(), 'journal-ahead'],
    ['it has forgotten a release that let go of nothing', [entry('M1'), release()], ledger('M1'), 'journal-ahead'],
    [
      'people gave account of a forgotten release',
      [release('M1'), entry('M1'), releaseOf('2', R1, 'M1')],
      ledger(R2),
      undefined,
    ],
    ['what was let go left once more', [entry('M1'), release('M1'), entry('M1')], ledger(R1), 'journal-ahead'],
    ['another cluster wrote last', [entry('M1', { systemIdentifier: '8' })], ledger('M1'), 'identity-changed'],
    ['a restored timeline', [entry('M1', { timeline: 2 })], ledger('M1'), 'identity-changed'],
    ['another database of the cluster', [entry('M1', { databaseOid: 6 })], ledger('M1'), 'identity-changed'],
    ['an entry from before that was known', [entry('M1', { databaseOid: undefined })], ledger('M1'), undefined],
    [
      'a release by this database after a restore',
      [entry('M1', { timeline: 2 }), release('M1')],
      ledger(R1),
      undefined,
    ],
  ])('is right when %s', (_what, journal, known, expected) => {
    expect(findFence(journal, known, here)).toBe(expected);
  });

  it('names each forgotten message once, however often it was tried', () => {
    expect(gapOf([entry('M1'), entry('M1'), entry('M2')], ledger('M2')).map(({ messageId }) => messageId)).toEqual([
      'M1',
    ]);
  });

  it('R7: never lets go while a message left that neither ledger nor people know', () => {
    const ids = fc.subarray(['M1', 'M2', 'M3', 'M4']);
    fc.assert(
      fc.property(ids, ids, ids, (left, known, released) => {
        const journal = [...left.map((id) => entry(id)), ...(released.length > 0 ? [release(...released)] : [])];
        const forgotten = left.filter((id) => !known.includes(id) && !released.includes(id));
        expect(findFence(journal, new Set([...known, R1]), here) === undefined).toBe(forgotten.length === 0);
        // A ledger from before the release knows nothing of what was found out for it.
        const isSure = released.length === 0 && left.every((id) => known.includes(id));
        expect(findFence(journal, new Set(known), here) === undefined).toBe(isSure);
      }),
    );
  });

  it.each<[string, JournalEntry[], boolean]>([
    ['it says nothing of it', [entry('M1')], true],
    ['people let go on with it: another database, the same journal', [entry('M1'), release('M1', 'M2')], true],
    ['it says that it left', [entry('M1'), entry('M2')], false],
    ['it was missing when people let go on', [release('M1', 'M2'), entry('M3')], false],
    ['a line of it could not be read when they did', [entry('M1'), entry('unreadable'), release('M2')], false],
    ['it was missing before M2 was begun', [release('M1')], true],
  ])('R4: proves, or does not, that M2 never left when %s', (_what, journal, isProof) => {
    expect(provesUnsent(journal, 'M2')).toBe(isProof);
  });

  it('gives the turn to the first of several that were about to send the same message, or to take it back', () => {
    const both = [entry('M1', { nonce: 'a' }), entry('M2', { isVoid: true }), entry('M1', { nonce: 'b' })];
    expect([firstOf(both, 'M1'), firstOf(both, 'M2'), firstOf(both, 'M9')]).toEqual([both[0], both[1], undefined]);
  });
});

describe('many things at once, but not too many', () => {
  const later = () => new Promise((resolve) => setImmediate(resolve));

  it('keeps the order of the results, whatever is done first', async () => {
    const doubled = await mapLimited([3, 1, 2, 0], 2, async (turns) => {
      for (let at = 0; at < turns; at += 1) await later();
      return turns * 2;
    });
    expect(doubled).toEqual([6, 2, 4, 0]);
    expect(await mapLimited([], 5, async () => 1)).toEqual([]);
  });

  it('never has more going on than allowed', async () => {
    let going = 0;
    let most = 0;
    await mapLimited(Array.from({ length: 30 }), 4, async () => {
      going += 1;
      most = Math.max(most, going);
      await later();
      going -= 1;
    });
    expect(most).toBe(4);
  });

  it('begins nothing more once one has failed: a bank that refuses is not asked a thousand times', async () => {
    const begun: number[] = [];
    const all = mapLimited(
      Array.from({ length: 100 }, (_, at) => at),
      3,
      async (at) => {
        begun.push(at);
        await later();
        if (at === 4) throw new Error('refused');
      },
    );
    await expect(all).rejects.toThrow('refused');
    for (let at = 0; at < 20; at += 1) await later();
    expect(begun.length).toBeLessThan(10);
  });
});
