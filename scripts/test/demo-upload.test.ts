import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** What an expression gives that uses a module of the demonstration as `m`. */
function say(file: string, expression: string): unknown {
  const code = `const m = await import('${root}/scripts/demo/upload/${file}'); console.log(JSON.stringify(${expression}))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

interface Given {
  rows?: readonly object[];
  households?: readonly (readonly [string, readonly string[]])[];
  groups?: number;
  individuals?: number;
}
const row = (householdId: string, people: number, state = 'published') => ({ householdId, people, state });

function found({ rows = [row('a', 2), row('b', 1)], households, groups = 2, individuals = 3 }: Given = {}) {
  const members = households ?? [
    ['SR-a', ['1', '2']],
    ['SR-b', ['3']],
  ];
  const given = `{ rows: ${JSON.stringify(rows)}, households: new Map(${JSON.stringify(members)}),
    before: { groups: 10, individuals: 50 }, after: { groups: ${10 + groups}, individuals: ${50 + individuals} } }`;
  return (say('doubles.mjs', `m.doubles(${given})`) as { found: string[] }).found;
}

describe('the demonstration of an upload', () => {
  it('must-show 2: is content when each household is one group with all its people', () => {
    expect(found()).toEqual([]);
    expect(found({ rows: [row('a', 2), row('b', 1), row('c', 4, 'failed')] })).toEqual([]);
  });

  it.each([
    ['a group more than were published', { groups: 3 }, '3 groups came, 2 were published'],
    ['an individual more', { individuals: 4 }, '4 individuals came, 3 were published'],
    [
      'a household without its group',
      { households: [['SR-a', ['1', '2']] as const] },
      'household b has 0 members of 1',
    ],
    [
      'a member twice',
      { households: [['SR-a', ['1', '2', '2']] as const, ['SR-b', ['3']] as const] },
      'household a has 3 members of 2',
    ],
    [
      'one individual in two households',
      { households: [['SR-a', ['1', '2']] as const, ['SR-b', ['2']] as const] },
      'an individual is in two households: b, a',
    ],
  ])('must-show 2: finds %s', (_what, given, sentence) => {
    expect(found(given)).toContain(sentence);
  });

  it('SR-020: spoils a cell of every tenth household, in three ways, and never the row of names', () => {
    const piece = 'HH1,V1,near,iron,earth,well,,2,yes,1,,Ada,Okoro,female,1990-05-04,head';
    const spoilt = say('file.mjs', `[0, 1, 10, 20, 30].map((at) => m.broken(${JSON.stringify(piece)}, at))`);
    expect(spoilt).toEqual([
      piece,
      piece,
      piece.replace('1990-05-04', '1950-02-31'),
      piece.replace('well', '=1+1'),
      piece.replace('iron', 'gold'),
    ]);
  });

  it('says how it is called when it is called wrongly', () => {
    for (const args of [['upload', '--households', '0'], ['upload', '--publish', 'x'], ['uploads'], []]) {
      const { status, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/demo.mjs'), ...args], {
        encoding: 'utf8',
      });
      expect(status).toBe(2);
      expect(stderr).toContain('npm run demo -- upload');
    }
  });
});
