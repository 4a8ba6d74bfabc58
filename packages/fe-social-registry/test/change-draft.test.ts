/** @jest-environment node */
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { MaritalStatus, Sex } from '@interlink/contracts/registry/codes';
import { BeginChange, type LifeEvent } from '@interlink/contracts/social-registry/change-request';
import { literalsOf } from '../../fe-kit/test/support/module-texts.js';
import { emptyDraft, FIELDS, mistakesIn, toBody, type ChangeDraft } from '../src/change-draft.js';

const PERSON = '01930000-0000-7000-8000-0000000000aa';

describe('What a person types about a change', () => {
  const draft = { ...emptyDraft(PERSON), happenedOn: '2026-11-20' };

  it('SR-027: is what the service takes, whatever it is, once the form finds no mistake in it', () => {
    const written = (maxLength: number) => fc.string({ minLength: 1, maxLength, unit: 'grapheme-ascii' });
    const field = (name: string) => {
      if (name === 'sex') return fc.constantFrom(...literalsOf(Sex));
      if (name === 'maritalStatus') return fc.constantFrom(...literalsOf(MaritalStatus));
      if (name === 'joins?') return fc.constantFrom('', PERSON, ` ${PERSON}`);
      if (name === 'phone') return fc.oneof(fc.stringMatching(/^\+[1-9][0-9 -]{6,18}$/), written(20));
      return written({ village: 40, provider: 40, number: 60 }[name] ?? 200);
    };
    const drafts = fc.constantFrom(...(Object.keys(FIELDS) as LifeEvent[])).chain((event) =>
      fc.record({
        ...{ event: fc.constant(event), personId: fc.constantFrom(PERSON, ` ${PERSON} `) },
        happenedOn: fc.oneof(fc.constant(' 2026-11-20'), fc.stringMatching(/^20[0-9]{2}-0[1-9]-[0-3][0-9]$/)),
        channel: fc.constantFrom('person' as const, 'partner' as const, 'staff' as const),
        fields: fc.record(Object.fromEntries(FIELDS[event].map((name) => [name, field(name)]))),
        ...{ withHousehold: fc.boolean(), evidenceKind: fc.constantFrom('' as const, 'letter' as const) },
        ...{ reference: written(80), note: fc.oneof(written(500), fc.constant('One line\nand\tanother')) },
      }),
    );
    fc.assert(
      fc.property(drafts, (one) => {
        fc.pre(mistakesIn(one as ChangeDraft).length === 0);
        expect([...Value.Errors(BeginChange, toBody(one as ChangeDraft))]).toEqual([]);
      }),
    );
  });

  it('becomes a request of its kind, without what was left empty', () => {
    const birth = toBody({ ...draft, event: 'birth', fields: { givenName: ' Zuri ', sex: 'female' }, note: ' ' });
    expect(birth.change).toEqual({ event: 'birth', givenName: 'Zuri', sex: 'female' });
    expect(birth).not.toHaveProperty('note');
    const phone = toBody({ ...draft, event: 'contact', fields: { phone: '+254 710-000 001' } });
    expect(phone.change).toEqual({ event: 'contact', phone: '+254710000001' });
    const account = toBody({ ...draft, event: 'account', fields: { provider: 'B', number: '1' } });
    expect(account.change).toEqual({ event: 'account', account: { provider: 'B', number: '1' } });
    const marriage = toBody({ ...draft, event: 'marriage', fields: { maritalStatus: 'M' } });
    expect(marriage.change).toEqual({ event: 'marriage', maritalStatus: 'M' });
    const joins = { ...draft, event: 'marriage', fields: { maritalStatus: 'M', 'joins?': ` ${PERSON} ` } } as const;
    expect(toBody(joins).change).toEqual({ event: 'marriage', maritalStatus: 'M', joins: PERSON });
    expect(mistakesIn({ ...joins, fields: { ...joins.fields, 'joins?': 'Baraka' } })).toEqual(['joins?']);
    expect(toBody({ ...draft, event: 'death' }).change).toEqual({ event: 'death' });
  });

  it('names paper by its kind and number, and wants both', () => {
    const named = { ...draft, event: 'death', evidenceKind: 'certificate', reference: ' D-1 ' } as const;
    expect(toBody(named).evidence).toEqual([{ kind: 'certificate', reference: 'D-1' }]);
    expect(mistakesIn({ ...named, reference: ' ' })).toEqual(['reference']);
    expect(mistakesIn(named)).toEqual([]);
  });
});
