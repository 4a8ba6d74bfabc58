import fc from 'fast-check';
import {
  isIdOrCut,
  lineFinder,
  reportMatcher,
  SHORTEST_CUT,
  type NamedIds,
  type OwnIds,
} from '../../src/payments/match-ids';

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
});

describe('lines of a report are told whose they are', () => {
  const matched = (reported: readonly NamedIds[], ours: readonly OwnIds[]) => {
    const matcher = reportMatcher<OwnIds>(reported);
    for (const one of ours) matcher.see(one);
    return [...matcher.matches()].sort(([one], [other]) => one - other);
  };
  const someNamed = fc.constantFrom<(one: OwnIds) => NamedIds>(
    ({ uetr }) => ({ uetr }),
    ({ endToEndId }) => ({ endToEndId }),
    ({ instrId }) => ({ instrId }),
    ({ instrId }) => ({ instrId: instrId.slice(0, 20) }),
    ({ uetr, instrId }) => ({ uetr, instrId: instrId.slice(0, 20) }),
  );

  it('A1.4: each by whichever id the bank kept, in whatever order lines and report are', () => {
    fc.assert(
      fc.property(lines, fc.array(someNamed, { minLength: 20, maxLength: 20 }), fc.nat(), (all, ways, turn) => {
        const reported = all.map((one, place) => ways[place]?.(one) ?? {});
        const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];
        expect(matched(reported, turned)).toEqual(all.map((one, place) => [place, one]));
      }),
    );
  });

  const [ana, ben] = ['a', 'b'].map((letter) => ({
    ...{ instrId: `I${letter.repeat(32)}`, endToEndId: `${letter.toUpperCase().repeat(26)}-01`, uetr: `u-${letter}` },
  })) as [OwnIds, OwnIds];

  it.each([
    ['Ana comes first', [ana, ben]],
    ['Ben comes first', [ben, ana]],
  ])('A1.4: a UETR decides over an id of somebody else, though %s', (_what, ours) => {
    const crossed = { uetr: ana.uetr, endToEndId: ben.endToEndId, instrId: ben.instrId };
    expect(matched([crossed], ours)).toEqual([[0, ana]]);
    expect(matched([crossed, { instrId: ben.instrId }], ours)).toEqual([
      [0, ana],
      [1, ben],
    ]);
  });

  it.each<[string, NamedIds[]]>([
    ['one id, twice', [{ instrId: ana.instrId }, { instrId: ana.instrId }]],
    ['one id whole and cut', [{ instrId: ana.instrId }, { instrId: ana.instrId.slice(0, 20) }]],
    ['two of its ids', [{ uetr: ana.uetr }, { endToEndId: ana.endToEndId }]],
  ])(
    'I5: a payment that is told twice, by %s, is told of not at all: which word holds nobody knows',
    (_what, twice) => {
      expect(matched([...twice, { uetr: ben.uetr }], [ana, ben])).toEqual([[2, ben]]);
    },
  );

  it('R1: a cut that fits two payments fits none, and one that is too short fits none', () => {
    const twins = twoAttempts(ana);
    expect(matched([{ endToEndId: 'A'.repeat(20) }], twins)).toEqual([]);
    expect(matched([{ instrId: ana.instrId.slice(0, SHORTEST_CUT - 1) }], [ana, ben])).toEqual([]);
    expect(matched([{ instrId: ana.instrId.slice(0, SHORTEST_CUT) }], [ana, ben])).toEqual([[0, ana]]);
    expect(matched([{}, { instrId: `${ana.instrId}0` }], [ana, ben])).toEqual([]);
  });
});
