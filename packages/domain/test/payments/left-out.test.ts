import fc from 'fast-check';
import { leftOutByOfficer, officerNoteOf } from '../../src/payments/left-out';

describe('the reason of a line that is left out of a batch', () => {
  it('gives back what an officer said, whatever that is', () => {
    fc.assert(fc.property(fc.string(), (note) => expect(officerNoteOf(leftOutByOfficer(note))).toBe(note)));
  });

  it('is no word of an officer where a rule left it out', () => {
    expect(officerNoteOf('account-not-verified')).toBeUndefined();
  });
});
