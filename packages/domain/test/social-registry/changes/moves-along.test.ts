import { movesAlong } from '../../../src/social-registry/changes/moves-along.js';

describe('SR-027: who moves with a household', () => {
  const to = { locationId: 'there' };
  const day = '2026-11-20';

  it.each<[string, Parameters<typeof movesAlong>[0], boolean]>([
    ['who lives elsewhere', { place: { locationId: 'here' } }, true],
    ['who lives nobody knows where', {}, true],
    ['not who lives there already', { place: { locationId: 'there' } }, false],
    ['not who died', { deathDate: { date: '2026-11-30', precision: 'day' } }, false],
    ['not who was born afterwards', { birthDate: { date: '2026-11-21', precision: 'day' } }, false],
    ['who was born on that day', { birthDate: { date: day, precision: 'day' } }, true],
    // The last day that it can mean is what a partial date stands for; the first may have been before.
    ['who may have been born before', { birthDate: { date: '2026-11-30', precision: 'month' } }, true],
  ])('%s', (_who, life, moves) => {
    expect(movesAlong(life, day, to)).toBe(moves);
  });
});
