import fc from 'fast-check';
import { isIdOrCut, lineFinder, repeatedIds, SHORTEST_CUT, type OwnIds } from '../../src/payments/match-ids';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const line: fc.Arbitrary<OwnIds> = fc.record({
  instrId: hex(32).map((id) => `I${id}`),
  endToEndId: fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}-0[1-9]$/),
  uetr: fc.uuid({ version: 4 }),
});
const lines = fc.uniqueArray(line, { minLength: 1, maxLength: 20, selector: ({ instrId }) => instrId.slice(0, 20) });
const twoAttempts = (one: OwnIds): OwnIds[] => [
  { ...one, endToEndId: `${'A'.repeat(26)}-01` },
  { ...one, instrId: `J${one.instrId.slice(1)}`, uetr: 'another', endToEndId: `${'A'.repeat(26)}-02` },
];

describe('lines are found by what a bank repeats of their ids', () => {
  it('A1.4: any one whole id is enough', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (all, pick) => {
        const wanted = all[pick % all.length] as OwnIds;
        const find = lineFinder(all);
        expect(find({ uetr: wanted.uetr })).toBe(wanted);
        expect(find({ endToEndId: wanted.endToEndId })).toBe(wanted);
        expect(find({ instrId: wanted.instrId })).toBe(wanted);
      }),
    );
  });

  it('A1.4: an InstrId cut to twenty characters is enough', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (all, pick) => {
        const wanted = all[pick % all.length] as OwnIds;
        expect(lineFinder(all)({ instrId: wanted.instrId.slice(0, 20) })).toBe(wanted);
      }),
    );
  });

  it('R1: an EndToEndId that lost its attempt finds neither of two attempts', () => {
    const [first, second] = twoAttempts({ instrId: 'I'.repeat(33), endToEndId: '', uetr: 'one' }) as [OwnIds, OwnIds];
    const find = lineFinder([first, second]);
    expect(find({ endToEndId: 'A'.repeat(20) })).toBeUndefined();
    expect(find({ endToEndId: first.endToEndId })).toBe(first);
    expect(find({ endToEndId: 'A'.repeat(20), instrId: second.instrId.slice(0, 20) })).toBe(second);
  });

  it('takes a UETR before anything else, and nothing that is too short', () => {
    const [first, second] = twoAttempts({ instrId: 'I'.repeat(33), endToEndId: '', uetr: 'one' }) as [OwnIds, OwnIds];
    const find = lineFinder([first, second]);
    expect(find({ uetr: 'one', endToEndId: second.endToEndId })).toBe(first);
    expect(find({ instrId: first.instrId.slice(0, SHORTEST_CUT - 1) })).toBeUndefined();
    expect(find({ instrId: 'I'.repeat(34) })).toBeUndefined();
    expect(find({})).toBeUndefined();
    expect(lineFinder<OwnIds>([])({ uetr: 'one' })).toBeUndefined();
  });

  it('tells a message id that was cut from one that is another', () => {
    expect(isIdOrCut(`M${'a'.repeat(19)}`, `M${'a'.repeat(32)}`)).toBe(true);
    expect(isIdOrCut('M1', 'M1')).toBe(true);
    expect(isIdOrCut('M1', 'M12')).toBe(false);
    expect(isIdOrCut(`M${'a'.repeat(33)}`, `M${'a'.repeat(32)}`)).toBe(false);
  });

  it('looks a repeated id up by ours, whole or by the beginning that was kept', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: SHORTEST_CUT, max: 32 }), (all, length) => {
        const repeated = repeatedIds(
          all.map(({ instrId }, at) => [instrId.slice(0, Math.max(length, 20)), at] as const),
        );
        for (const [at, { instrId }] of all.entries()) {
          expect(repeated.cut(instrId)).toBe(at);
          expect(repeated.exact(instrId)).toBeUndefined();
        }
      }),
    );
    expect(repeatedIds([['M1', 1]]).cut('M12')).toBeUndefined();
    expect(repeatedIds([['M1', 1]]).exact('M1')).toBe(1);
  });
});
